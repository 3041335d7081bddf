using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Commands;

/// <summary><c>rebalance</c>.</summary>
internal sealed class RebalanceCommand : ChangeCommand
{
    private readonly ServiceArgument _service = new();

    public RebalanceCommand(SharedOptions shared)
        : base("rebalance", "Spread the containers of a service over the cluster as if placed anew.", shared)
    {
        Add(_service);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "rebalance SERVICE";

    public override string Details => """
        Nothing else moves containers for balance alone. One after the other: the new one
        is ready before the old one drains. placement shows where they are, and why.
        """;

    public override IReadOnlyList<string> Examples => ["cplane rebalance web --timeout 5m"];

    protected override string TargetOf(ParseResult parsed) =>
        ServiceTarget.Of(parsed.GetValue(_service)!, "rebalance");
}
