using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>containers</c>: the running instances, one by one.</summary>
internal sealed class ContainersCommand : CliCommand
{
    private readonly SharedOptions _shared;
    private readonly ServiceArgument _service = new(optional: true);

    public ContainersCommand(SharedOptions shared)
        : base("containers", "Show the containers (the running instances) of all services, or of one.")
    {
        _shared = shared;
        Add(_service);
        Add(shared.Node);
        Add(shared.Output);
    }

    public override string Usage => "containers [SERVICE] [-o json]";

    public override string Details => """
        States: starting, ready, stopping, waiting (for a backoff to pass, or for what
        DETAIL says), failed (given up; enable or restart tries again).
        """;

    public override IReadOnlyList<string> Examples => ["cplane containers", "cplane containers web -o json"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var json = _shared.WantsJson(parsed);
        var service = parsed.GetValue(_service);
        var target = service is null ? "/v1/containers" : $"/v1/containers?service={Uri.EscapeDataString(service)}";
        var body = new NodeClient(_shared.SocketDirectoryOf(parsed, around), around.Time)
            .Get(_shared.OnNode(parsed, target));
        var now = around.Time.GetUtcNow();
        var containers = Answers.Items(body, container => ContainerRow.Read(container, now));
        if (json)
        {
            JsonOutput.Write(body, around);
        }
        else
        {
            ContainerRow.TableOf(containers).Write(around);
        }

        return ExitCodes.Done;
    }
}
