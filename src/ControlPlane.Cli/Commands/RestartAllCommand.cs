using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>restart-all</c>.</summary>
internal sealed class RestartAllCommand : ChangeCommand
{
    private readonly RollingOption _rolling = new();

    public RestartAllCommand(SharedOptions shared)
        : base("restart-all", "Replace all containers of all services that are enabled.", shared)
    {
        Add(_rolling);
        AddWaitingOptions();
    }

    public override string Usage => "restart-all [--rolling]";

    public override IReadOnlyList<string> Examples => ["cplane restart-all --rolling --timeout 5m"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    protected override string TargetOf(ParseResult parsed) => "/v1/restart-all";

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(Rolling: parsed.GetValue(_rolling));
}
