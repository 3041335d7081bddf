using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Commands;

/// <summary><c>disable</c>.</summary>
internal sealed class DisableCommand : ChangeCommand
{
    private readonly ServiceArgument _service = new();

    public DisableCommand(SharedOptions shared)
        : base("disable", "Stop the containers of a service; its sockets stay open and connections wait.", shared)
    {
        Add(_service);
        AddWaitingOptions();
    }

    public override string Usage => "disable SERVICE";

    public override string Details => """
        Containers are asked to stop, and killed after the service's shutdown_timeout.
        Nobody is refused meanwhile: connections queue in the kernel until enable.
        Returns when no container is left.
        """;

    public override IReadOnlyList<string> Examples => ["cplane disable web"];

    protected override string TargetOf(ParseResult parsed) => ServiceTarget.Of(parsed.GetValue(_service)!, "disable");
}
