using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>
/// One node of a <see cref="TestCluster"/>: its directory, its file, its processes one after the other. What it is set
/// to counts from its next start on.
/// </summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private const string SocketDirectoryVariable = "CPLANE_SOCKDIR";

    private readonly List<NodeProcess> _processes = [];
    private readonly TestCluster _cluster;

    public ClusterNode(TestCluster cluster, string name, string directory)
    {
        _cluster = cluster;
        Name = name;
        SocketDirectory = directory;
        File = $"{directory}.conf";
        Services = cluster.Services;
        Endpoint = cluster.Etcd.Endpoint;
        Environment = new Dictionary<string, string> { [SocketDirectoryVariable] = directory };
        Api = new NodeApi(directory);
    }

    public string Name { get; set; }

    public string SocketDirectory { get; }

    public string File { get; }

    public Dictionary<string, string> Environment { get; }

    /// <summary>Its services; at first those of the cluster.</summary>
    public string Services { get; set; }

    /// <summary>Where it looks for etcd.</summary>
    public string Endpoint { get; set; }

    /// <summary>More of <c>cluster.etcd</c>.</summary>
    public string EtcdMore { get; set; } = "";

    /// <summary>More of <c>cluster.node</c>: labels, where it listens.</summary>
    public string More { get; set; } = "";

    /// <summary>More of <c>cluster</c>: tls, on_lost.</summary>
    public string ClusterMore { get; set; } = "";

    /// <summary>The program; another build of it, perhaps.</summary>
    public string Binary { get; set; } = CplaneBinary.Path;

    /// <summary>What starts it: the words before the program.</summary>
    public IReadOnlyList<string> Wrapper { get; set; } = [];

    public NodeApi Api { get; }

    public NodeProcess Process => _processes[^1];

    public bool Runs => _processes.Count > 0 && !Process.HasExited;

    /// <summary>All that its processes have said.</summary>
    public string Said => string.Join("\n== started again ==\n", _processes.Select(p => p.Said));

    /// <summary>Its workers that live now.</summary>
    public IReadOnlyList<WorkerProcess> Workers => WorkerProcess.Of(SocketDirectory);

    public IReadOnlyList<int> PidsOf(string service) =>
        [.. Workers.Where(w => w.Service == service).Select(w => w.Mark.Pid).Order()];

    /// <summary>Starts it, and does not wait for anything.</summary>
    public void Launch()
    {
        WriteFile();
        string[] words = [.. Wrapper, Binary, "run", File];
        _processes.Add(new NodeProcess(Cplane.StartProgram(Environment, words[0], words[1..])));
    }

    /// <summary>Starts it and returns when it answers, whether it is a part of its cluster or not.</summary>
    public async Task Start()
    {
        Launch();
        await Eventually.Value(async () => Process.HasExited ? [] : await Api.Services());
        Assert.False(Process.HasExited, Process.Said);
    }

    /// <summary>KILL for the node alone: its workers have to be dealt with by whoever comes next.</summary>
    public Task<int> Kill()
    {
        Process.Mark.Signal(ProcessMark.Kill);
        return Process.Exit();
    }

    /// <summary>As a machine that loses its power: the node, and then everything that it started.</summary>
    public async Task LosePower()
    {
        await Kill();
        await Eventually.True(() =>
        {
            foreach (var worker in Workers)
            {
                worker.Mark.Signal(ProcessMark.Kill);
            }

            return Workers.Count == 0;
        });
    }

    /// <summary>TERM: it gives back what it has.</summary>
    public Task<int> Shutdown()
    {
        Process.Mark.Signal(ProcessMark.Term);
        return Process.Exit();
    }

    public void Pause() => Process.Mark.Signal(ProcessMark.Stop);

    public void Continue() => Process.Mark.Signal(ProcessMark.Cont);

    public Task<CliResult> Run(params string[] arguments) => Cplane.Run(Environment, arguments);

    /// <summary>A command that must succeed; its standard output.</summary>
    public async Task<string> Done(params string[] arguments)
    {
        var result = await Run(arguments);
        Assert.True(result.Exit == 0, $"cplane {string.Join(' ', arguments)} on {Name}: {result}\n{_cluster.Story}");
        return result.Out;
    }

    /// <summary>Waits until the present process has said it.</summary>
    public Task Says(string text, int times = 1) => Eventually.True(
        () => Process.Said.Split(text).Length > times, describe: () => $"{Name}: no [{text}] in:\n{Process.Said}");

    /// <summary>Waits until this node says so of another one.</summary>
    public Task Sees(ClusterNode other, string state) => Eventually.Succeeds(
        async () => Assert.Equal(state, (await Api.Nodes()).Single(n => n.Node == other.Name).State));

    public Task Joins() => Says("cluster: joined [");

    public async ValueTask DisposeAsync()
    {
        if (Runs)
        {
            Continue();
            await Process.End();
        }

        _processes.ForEach(p => p.Dispose());
        Api.Dispose();
        await Eventually.True(() =>
        {
            foreach (var left in ProcessMark.With(SocketDirectoryVariable, SocketDirectory))
            {
                left.Signal(ProcessMark.Kill);
            }

            return ProcessMark.With(SocketDirectoryVariable, SocketDirectory).Count == 0;
        });
    }

    public void WriteFile() => System.IO.File.WriteAllText(
        File,
        $$"""
        controlplane {
          cluster {
            name = test, lease = {{_cluster.Lease.TotalSeconds}} s, grace = {{_cluster.Grace.TotalMilliseconds}} ms
            node { name = {{Name}}, {{More}} }
            etcd { endpoints = ["{{Endpoint}}"], {{EtcdMore}} }
            {{ClusterMore}}
          }
          service {
            {{Services}}
          }
        }

        """);
}
