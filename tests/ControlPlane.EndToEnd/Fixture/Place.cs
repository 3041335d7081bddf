using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>
/// A directory of a test's own with a configuration, and the node that runs it. At the end nothing of it is left:
/// neither the node nor any process that carries the name of its socket directory.
/// </summary>
internal sealed class Place : IAsyncDisposable
{
    private const string SocketDirectoryVariable = "CPLANE_SOCKDIR";

    private readonly TemporaryDirectory _directory = new();
    private readonly List<NodeProcess> _nodes = [];
    private readonly Lazy<NodeApi> _api;

    public Place()
    {
        SocketDirectory = _directory.File("s");
        Environment = new Dictionary<string, string> { [SocketDirectoryVariable] = SocketDirectory };
        File = _directory.File("node.conf");
        _api = new Lazy<NodeApi>(() => new NodeApi(SocketDirectory));
    }

    public string SocketDirectory { get; }

    /// <summary>The configuration that <see cref="Start"/> runs.</summary>
    public string File { get; set; }

    /// <summary>What every cplane of this place finds in its environment.</summary>
    public Dictionary<string, string> Environment { get; }

    public NodeProcess Node => _nodes[^1];

    /// <summary>The node and everything that it started and that still runs.</summary>
    public IReadOnlyList<ProcessMark> Processes => ProcessMark.With(SocketDirectoryVariable, SocketDirectory);

    public string PathOf(string name) => _directory.File(name);

    public string Write(string name, string text) => _directory.Write(name, text);

    /// <summary>The configuration: services, and what else the controller shall have.</summary>
    public void Configure(string services, string controller = "") =>
        Write("node.conf", $"controlplane {{\n controller {{ {controller} }}\n service {{\n{services}\n}}\n}}\n");

    /// <summary>Starts a node and returns when it answers.</summary>
    public Task Start() => Await(Cplane.Start(Environment, "run", File));

    /// <summary>The same from a shell that ignores HUP, as nohup(1) does.</summary>
    public Task StartWithHangUpIgnored() => Await(Cplane.StartWithHangUpIgnored(Environment, "run", File));

    private async Task Await(System.Diagnostics.Process node)
    {
        _nodes.Add(new NodeProcess(node));
        await Eventually.Value(async () => Node.HasExited ? [] : await Api.Services());
        Assert.False(Node.HasExited, Node.Said);
    }

    public Task<CliResult> Run(params string[] arguments) => Cplane.Run(Environment, arguments);

    /// <summary>A command that must succeed; its standard output.</summary>
    public async Task<string> Done(params string[] arguments)
    {
        var result = await Run(arguments);
        Assert.True(result.Exit == 0, $"cplane {string.Join(' ', arguments)}: {result}\nlog:\n{Node.Said}");
        return result.Out;
    }

    public async Task<ServiceFact> Service(string name) => (await Api.Services()).Single(s => s.Service == name);

    public async Task<IReadOnlyList<ContainerFact>> Containers(string service) =>
        [.. (await Api.Containers()).Where(c => c.Service == service)];

    /// <summary>The pids of all containers of a service that have one, by id.</summary>
    public async Task<Dictionary<string, int>> Pids(string service) =>
        (await Containers(service)).Where(c => c.Pid is not null).ToDictionary(c => c.Id, c => c.Pid!.Value);

    /// <summary>Waits until so many containers are ready, and no other is there.</summary>
    public Task Ready(string service, int count) => Eventually.Succeeds(async () =>
    {
        var now = await Service(service);
        Assert.True(now.Ready == count && now.Containers == count, $"{now}\nlog:\n{Node.Said}");
    });

    /// <summary>Waits until the log has it, so often. A line may come after the answer that it is about.</summary>
    public Task Logged(string text, int times = 1) => Eventually.True(
        () => Node.Said.Split(text).Length > times, describe: () => $"no [{text}] in:\n{Node.Said}");

    /// <summary>Waits until a file of this place has it.</summary>
    public Task Logs(string file, string text) => Eventually.True(
        () => System.IO.File.ReadAllText(PathOf(file)).Contains(text, StringComparison.Ordinal),
        describe: () => $"no [{text}] in:\n{System.IO.File.ReadAllText(PathOf(file))}");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.End();
            node.Dispose();
        }

        foreach (var survivor in Processes)
        {
            survivor.Signal(ProcessMark.Kill);
        }

        await Eventually.True(() => Processes.Count == 0);
        if (_api.IsValueCreated)
        {
            _api.Value.Dispose();
        }

        _directory.Dispose();
    }

    private NodeApi Api => _api.Value;
}
