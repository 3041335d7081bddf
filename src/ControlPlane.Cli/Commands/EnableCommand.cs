using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Commands;

/// <summary><c>enable</c>.</summary>
internal sealed class EnableCommand : ChangeCommand
{
    private readonly ServiceArgument _service = new();

    public EnableCommand(SharedOptions shared) : base("enable", "Start the containers of a service.", shared)
    {
        Add(_service);
        AddWaitingOptions();
    }

    public override string Usage => "enable SERVICE";

    public override string Details => """
        Connections that came while it was disabled are served now. Returns when all
        containers are ready.
        """;

    public override IReadOnlyList<string> Examples => ["cplane enable web", "cplane enable web --timeout 10s"];

    protected override string TargetOf(ParseResult parsed) => ServiceTarget.Of(parsed.GetValue(_service)!, "enable");
}
