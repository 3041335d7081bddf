using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;

namespace ControlPlane.Cli.Commands;

/// <summary><c>containers</c>: the running instances, one by one.</summary>
internal sealed class ContainersCommand : ShowCommand
{
    private readonly ServiceArgument _service = new(optional: true);

    public ContainersCommand(SharedOptions shared)
        : base(shared, "containers", "Show the containers (the running instances) of all services, or of one.")
    {
        Add(_service);
    }

    public override string Usage => "containers [SERVICE] [-o json]";

    public override string Details => """
        States: starting, ready, stopping, waiting (for a backoff to pass, or for what
        DETAIL says), failed (given up; enable or restart tries again).
        """;

    public override IReadOnlyList<string> Examples => ["cplane containers", "cplane containers web -o json"];

    protected override string TargetOf(ParseResult parsed) => parsed.GetValue(_service) is { } service
        ? $"/v1/containers?service={Uri.EscapeDataString(service)}"
        : "/v1/containers";

    protected override (string? Title, Table Table) Read(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        (null, ContainerRow.TableOf(Answers.Items(body, container => ContainerRow.Read(container, now))));
}
