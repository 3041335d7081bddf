using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>
/// Nodes on networks of their own, with TLS between them, and packets that are dropped: between a node and etcd,
/// between two nodes, and one way only.
/// </summary>
public sealed class PartitionsSpec : IAsyncLifetime
{
    private readonly TemporaryDirectory _files = new();
    private readonly NetworkNamespaces? _networks =
        NetworkNamespaces.Unable is null ? new NetworkNamespaces(["n1", "n2", "n3"]) : null;

    private TestAuthority _authority = null!;
    private TestCluster _cluster = null!;
    private TcpProxy _etcd = null!;

    public async Task InitializeAsync()
    {
        if (_networks is null)
        {
            return;
        }

        _authority = new TestAuthority(_files.File("ca"));
        _cluster = await TestCluster.Prepare(Services.SixAndAgents);
        _etcd = new TcpProxy(_cluster.Etcd.Port, _networks.ListenInHub());
        foreach (var node in _cluster.Nodes)
        {
            var (certificate, key) = _authority.Issue(node.Name);
            node.Wrapper = _networks.Inside(node.Name);
            node.Endpoint = $"http://{NetworkNamespaces.HubAddress}:{_etcd.Port}";
            node.More = $"listen = \"{NetworkNamespaces.Address(node.Name)}:0\"";
            node.ClusterMore =
                $"tls {{ cert = \"{certificate}\", key = \"{key}\", ca = \"{_authority.CertificateFile}\" }}";
        }

        await _cluster.StartNodes();
        await _cluster.Even("six", 6);
        await _cluster.Ready("agent", 3);
    }

    public async Task DisposeAsync()
    {
        if (_networks is not null)
        {
            await _cluster.DisposeAsync();
            await _etcd.DisposeAsync();
            _authority.Dispose();
            _networks.Dispose();
        }

        _files.Dispose();
    }

    [PartitionTheory]
    [InlineData("a node", false)]
    [InlineData("the leader", false)]
    [InlineData("a node", true)]
    [InlineData("the leader", true)]
    public async Task A_node_that_cannot_reach_etcd_keeps_what_it_has_and_others_take_over(string who, bool oneWay)
    {
        var leader = await _cluster.Leader();
        var lost = who == "the leader" ? leader : _cluster.Nodes.First(n => n != leader);
        var (six, agent) = (lost.PidsOf("six"), lost.PidsOf("agent"));
        if (oneWay)
        {
            _networks!.CutArriving(lost.Name, NetworkNamespaces.HubAddress);
        }
        else
        {
            _networks!.Cut(lost.Name, NetworkNamespaces.HubAddress);
        }

        await lost.Says("cluster: no longer a part of it: ");
        await Eventually.True(
            () => _cluster.Workers("six").Count == 8, describe: () => $"{_cluster.Spread("six")}\n{_cluster.Story}");
        Assert.Equal(six, lost.PidsOf("six"));
        var refused = await lost.Run("disable", "agent");
        Assert.True(refused.Exit == 75, $"{refused}");
        var other = _cluster.Nodes.First(n => n != lost);
        await _cluster.Leader(not: who == "the leader" ? lost.Name : null);
        await other.Sees(lost, "gone"); // By its own clock: until then it would wait for it.
        await other.Done("scale", "six", "4", "--timeout", "30s");

        _networks.Heal(lost.Name);
        await lost.Says("cluster: joined [", times: 2);
        await _cluster.Ready("six", 4);
        Assert.Empty(lost.PidsOf("six"));
        Assert.Equal(agent, lost.PidsOf("agent"));
        await _cluster.History.AssertOneLeaderAtATime();
    }

    [PartitionTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nodes_that_cannot_reach_each_other_do_what_is_wanted_and_say_who_could_not_confirm(bool oneWay)
    {
        if (oneWay)
        {
            _networks!.CutArriving("n1", NetworkNamespaces.Address("n2"));
        }
        else
        {
            _networks!.Cut("n1", NetworkNamespaces.Address("n2"));
        }

        var before = _cluster.Workers("six").Select(w => w.Mark).ToHashSet();
        var confirmed = await _cluster["n3"].Done("scale", "agent", "2");
        Assert.Contains("n1, n2, n3", confirmed);
        var half = await _cluster["n1"].Run("scale", "agent", "1", "--timeout", "20s");
        Assert.True(half.Exit == 75, $"{half}");
        Assert.Contains("is written, but not confirmed by all nodes: n2: node [n2] at ", half.Error);
        Assert.DoesNotContain("n3: ", half.Error);
        await Eventually.True(() => _cluster.Workers("agent").Count == 3, describe: () => _cluster.Story);

        var unreachable = await _cluster["n1"].Run("list", "--node", "n2");
        Assert.True(unreachable.Exit == 69, $"{unreachable}");
        Assert.Equal(0, (await _cluster["n1"].Run("containers")).Exit);
        await _cluster.Everybody("up"); // By etcd's word, which is what counts.
        Assert.Equal(before, _cluster.Workers("six").Select(w => w.Mark).ToHashSet());

        _networks.Heal("n1");
        await Eventually.Succeeds(
            async () => Assert.Contains("n1, n2, n3", await _cluster["n1"].Done("scale", "agent", "1")));
        Assert.Equal(1, await _cluster.History.AssertOneLeaderAtATime());
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PartitionTheoryAttribute : TheoryAttribute
    {
        // Set, not overridden: the runner looks at the argument of the attribute.
        public PartitionTheoryAttribute() => Skip = NetworkNamespaces.Unable;
    }
}
