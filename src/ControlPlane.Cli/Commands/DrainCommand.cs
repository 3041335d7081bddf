using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Commands;

/// <summary><c>drain</c>.</summary>
internal sealed class DrainCommand : ChangeCommand
{
    private readonly NodeArgument _node = new();

    public DrainCommand(SharedOptions shared)
        : base("drain", "Take all containers off a node of the cluster; it gets no new ones.", shared)
    {
        Add(_node);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "drain NODE";

    public override string Details => """
        What the cluster places is ready on other nodes first, and leaves the node then.
        Returns when the node says that it has no containers any more. What finds no place
        elsewhere stays, and is named. Of a node that is silent or gone nobody knows whether
        its containers run: exit code 75. It stays drained, also over its own restart, until
        undrain.
        """;

    public override IReadOnlyList<string> Examples => ["cplane drain node-2 --timeout 5m && ssh node-2 reboot"];

    protected override string TargetOf(ParseResult parsed) => NodeTarget.Of(parsed.GetValue(_node)!, "drain");
}
