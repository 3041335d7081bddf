using ControlPlane.EndToEnd.Fixture;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>
/// A real etcd and real nodes of a test's own, called n1, n2 …; by default three on loopback, with a short lease. At
/// the end nothing of it is left: no node, no worker, no etcd.
/// </summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<ClusterNode> _nodes = [];
    private readonly EtcdClient _client;

    private TestCluster(EtcdServer etcd, string services)
    {
        (Etcd, Services) = (etcd, services);
        _client = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], TimeSpan.FromSeconds(5)));
        History = new KeyHistory(_client);
    }

    public EtcdServer Etcd { get; }

    /// <summary>What every node runs, unless it is told something else.</summary>
    public string Services { get; }

    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(3);

    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1);

    public string DirectoryPath => _directory.Path;

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public IEtcd Keys => _client;

    public KeyHistory History { get; }

    /// <summary>For failures: what everybody has said.</summary>
    public string Story => string.Join("\n", _nodes.Select(n => $"---- {n.Name}\n{n.Said}"));

    public ClusterNode this[string name] => _nodes.Single(n => n.Name == name);

    /// <summary>An etcd, and nodes that do not run yet.</summary>
    public static async Task<TestCluster> Prepare(string services, int nodes = 3, EtcdServerOptions? etcd = null)
    {
        var cluster = new TestCluster(await EtcdServer.StartAsync(etcd), services);
        for (var i = 1; i <= nodes; i++)
        {
            cluster.Add($"n{i}");
        }

        return cluster;
    }

    /// <summary>Nodes that are up and have found each other.</summary>
    public static async Task<TestCluster> Start(string services, int nodes = 3, Action<TestCluster>? arrange = null)
    {
        var cluster = await Prepare(services, nodes);
        try
        {
            arrange?.Invoke(cluster);
            await cluster.StartNodes();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more, in a directory of its own.</summary>
    public ClusterNode Add(string name, string? directory = null)
    {
        var node = new ClusterNode(this, name, _directory.File(directory ?? name));
        _nodes.Add(node);
        return node;
    }

    public async Task StartNodes()
    {
        await Task.WhenAll(_nodes.Select(n => n.Start()));
        await Everybody("up");
    }

    /// <summary>Waits until every running node sees all of these (default: all) in this state.</summary>
    public Task Everybody(string state, params string[] nodes) => Eventually.Succeeds(async () =>
    {
        foreach (var seer in _nodes.Where(n => n.Runs))
        {
            var seen = await seer.Api.Nodes();
            foreach (var name in nodes.Length > 0 ? nodes : _nodes.Select(n => n.Name))
            {
                var one = seen.SingleOrDefault(n => n.Node == name);
                Assert.True(
                    one?.State == state, $"{seer.Name} sees {name}: {one?.State ?? "nothing"}, not {state}\n{Story}");
            }
        }
    });

    /// <summary>
    /// Waits until so many containers of a service are ready, by the word of one node (default: the first that runs),
    /// and so many processes live.
    /// </summary>
    public Task Ready(string service, int count, ClusterNode? by = null) => Eventually.Succeeds(async () =>
    {
        var services = await (by ?? _nodes.First(n => n.Runs)).Api.Services();
        var now = services.SingleOrDefault(s => s.Service == service);
        Assert.True(now?.Ready == count && now.Containers == count, $"{count} of {service} wanted: {now}\n{Story}");
        var live = Workers(service);
        Assert.True(live.Count == count, $"{count} of {service} wanted, {live.Count} live\n{Story}");
    });

    /// <summary>
    /// The same, spread evenly: a node that joined a moment later than the others has none at first. And the leader has
    /// heard of it: what a node has it tells at most once a second, and before that the leader takes them for idle.
    /// </summary>
    public async Task Even(string service, int count)
    {
        await Ready(service, count);
        if (_nodes.Where(n => n.Runs).Any(n => n.PidsOf(service).Count != count / _nodes.Count(m => m.Runs)))
        {
            await _nodes.First(n => n.Runs).Done("rebalance", service);
            await Ready(service, count);
        }

        await Eventually.Succeeds(async () => Assert.Equal(count, await History.ReadyByReports(service)));
    }

    /// <summary>What was counted stayed within these bounds.</summary>
    public async Task Stayed(Headcount count, int from, int to)
    {
        if (count.Least < from || count.Most > to || count.Looks == 0)
        {
            Assert.Fail($"{count}\n{Story}\n{await History.Told("status", "assignments")}");
        }
    }

    /// <summary>All workers of all services.</summary>
    public IReadOnlySet<ProcessMark> Marks => WorkerProcess.Of(DirectoryPath).Select(w => w.Mark).ToHashSet();

    /// <summary>All processes of a service that live now.</summary>
    public IReadOnlyList<WorkerProcess> Workers(string service) =>
        [.. WorkerProcess.Of(DirectoryPath).Where(w => w.Service == service)];

    /// <summary>How many on which node, as <c>n1: 2, n2: 2</c>.</summary>
    public string Spread(string service) => string.Join(", ", Workers(service)
        .GroupBy(w => Path.GetFileName(w.SocketDirectory)).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Key}: {g.Count()}"));

    /// <summary>The node that leads, by etcd's word; waits until there is one, and it is not this one.</summary>
    public async Task<ClusterNode> Leader(string? not = null)
    {
        var name = await Eventually.Value(async () => await History.Leader() is { } leader && leader != not
            ? leader
            : throw new ExpectationException($"nobody leads, or still {not}\n{Story}"));
        return this[name];
    }

    public string Write(string name, string text) => _directory.Write(name, text);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(n => n.DisposeAsync().AsTask()));
        _client.Dispose();
        await Etcd.DisposeAsync();
        _directory.Dispose();
    }
}
