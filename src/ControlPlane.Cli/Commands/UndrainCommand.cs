using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Commands;

/// <summary><c>undrain</c>.</summary>
internal sealed class UndrainCommand : ChangeCommand
{
    private readonly NodeArgument _node = new();

    public UndrainCommand(SharedOptions shared)
        : base("undrain", "Let a node of the cluster get containers again.", shared)
    {
        Add(_node);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "undrain NODE";

    public override string Details => """
        Services that run on every node come back to it at once. Of those that the cluster
        places it gets what is started from now on; nothing is moved to it (see rebalance).
        """;

    public override IReadOnlyList<string> Examples => ["cplane undrain node-2 && cplane rebalance web"];

    protected override string TargetOf(ParseResult parsed) => NodeTarget.Of(parsed.GetValue(_node)!, "undrain");
}
