using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Commands;

/// <summary><c>forget</c>: of nodes that are gone for good.</summary>
internal sealed class ForgetCommand : ChangeCommand
{
    private readonly NodeArgument _node = new();

    public ForgetCommand(SharedOptions shared)
        : base("forget", "Take away what is left of a node that is gone and never comes back.", shared)
    {
        Add(_node);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "forget NODE";

    public override string Details => """
        A node that is shut down is forgotten by itself. One whose machine died stays in
        nodes as gone, until it is back or forgotten; so does its mark of drain. Only a
        node that is gone can be forgotten.
        """;

    public override IReadOnlyList<string> Examples => ["cplane forget node-2"];

    protected override string TargetOf(ParseResult parsed) => NodeTarget.Of(parsed.GetValue(_node)!, "forget");
}
