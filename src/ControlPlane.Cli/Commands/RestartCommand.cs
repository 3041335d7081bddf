using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>restart</c>.</summary>
internal sealed class RestartCommand : ChangeCommand
{
    private readonly ServiceArgument _service = new();
    private readonly RollingOption _rolling = new();

    public RestartCommand(SharedOptions shared) : base("restart", "Replace all containers of a service.", shared)
    {
        Add(_service);
        Add(_rolling);
        AddWaitingOptions();
    }

    public override string Usage => "restart SERVICE [--rolling]";

    public override string Details => """
        Without --rolling all containers stop first, then new ones start: disable and
        enable. Returns when all new containers are ready.
        """;

    public override IReadOnlyList<string> Examples => ["cplane restart web --rolling", "cplane restart web --no-wait"];

    protected override string TargetOf(ParseResult parsed) => ServiceTarget.Of(parsed.GetValue(_service)!, "restart");

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(Rolling: parsed.GetValue(_rolling));
}
