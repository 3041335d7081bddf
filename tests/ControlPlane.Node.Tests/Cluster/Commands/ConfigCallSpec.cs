using System.Net;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ConfigCallSpec : IDisposable
{
    private readonly CalmCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private AdminProtocol.Done Rollback(int? version = null) =>
        _cluster.Done(1, new ClusterProtocol.Rollback(version, CalmCluster.Waits));

    [Fact]
    public void The_first_apply_has_a_way_back_to_the_files_of_the_nodes()
    {
        _cluster.Apply(Views.Service("shop", 5));
        Assert.Equal((5, 0, 0), (_cluster.Running("shop"), _cluster.Running("web"), _cluster.Running("every")));

        var done = Rollback();
        Assert.Equal((0, 4, 6), (_cluster.Running("shop"), _cluster.Running("web"), _cluster.Running("every")));
        Assert.Contains("each node's own file is in force on n1, n2, n3", done.Text);
        Assert.Contains(done.Changes, line => line.Contains("shop", StringComparison.Ordinal));

        _cluster.World.Node("n2").Kill();
        _cluster.World.Node("n2").Start();
        _cluster.World.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((0, 4, 6), (_cluster.Running("shop"), _cluster.Running("web"), _cluster.Running("every")));
        Assert.StartsWith(
            "There is no version in force",
            _cluster.Refused(2, new ClusterProtocol.Rollback(null, CalmCluster.Waits)).Error);

        Rollback(1);
        Assert.Equal((5, 0), (_cluster.Running("shop"), _cluster.Running("web")));
    }

    [Fact]
    public void Each_rollback_goes_further_back_and_says_to_what()
    {
        Assert.StartsWith("version 1 (applied, by ", _cluster.Apply(Views.Service("shop", 1)).Text);
        _cluster.Apply(Views.Service("shop", 2));
        _cluster.Apply(Views.Service("shop", 3));
        Assert.StartsWith("version 4, a copy of version 2 (applied, by ", Rollback().Text);
        Assert.Equal(2, _cluster.Running("shop"));
        Assert.StartsWith("version 5, a copy of version 1 (applied, by ", Rollback().Text);
        Assert.Equal(1, _cluster.Running("shop"));
        Assert.StartsWith("each node's own file is in force on n1", Rollback().Text);
        Assert.Equal((0, 4), (_cluster.Running("shop"), _cluster.Running("web")));

        var list = _cluster.Answer<ClusterProtocol.Versions>(2, new ClusterProtocol.ListVersions()).Items;
        Assert.Equal([5, 4, 3, 2, 1, 0], list.Select(v => v.Version));
        Assert.Equal((1, "applied", true), (list[0].CopyOf, list[0].Origin, list[^1].InForce));
        Assert.All(list.SkipLast(1), version => Assert.NotNull(version.AppliedAt));
    }

    [Fact]
    public void What_runs_something_else_by_the_files_is_replaced_in_the_whole_cluster()
    {
        _cluster.Apply(Views.Service("web", 4, PlacementScope.Cluster, "other"));
        var before = Processes();
        Assert.Equal(4, before.Count);
        Rollback();
        Assert.Equal(4, Processes().Count);
        Assert.Empty(Processes().Intersect(before));
    }

    [Fact]
    public void What_a_node_has_refused_it_tries_again_by_itself()
    {
        ApplyWhatN3Refuses();
        var refused = _cluster.Answer<ClusterProtocol.Nodes>(0, new ClusterProtocol.ListNodes()).Items[2];
        Assert.Equal("refuses version 1 of the configuration: simulated: in use", refused.Detail);

        _cluster.World.Advance(TimeSpan.FromSeconds(80));
        Assert.Equal(0, _cluster.World.Node("n3").Alive("shop"));
        Assert.Equal(1, LinesOfN3("version 1 of the configuration is refused here"));
        IsFreeAgain();
        _cluster.World.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((2, 6), (_cluster.World.Node("n3").Alive("shop"), _cluster.Running("shop")));
        Assert.Empty(_cluster.Answer<ClusterProtocol.Nodes>(0, new ClusterProtocol.ListNodes()).Items[2].Detail);
    }

    [Fact]
    public void What_a_node_has_refused_it_tries_again_at_a_reload()
    {
        ApplyWhatN3Refuses();
        IsFreeAgain();
        _cluster.Done(2, new ClusterProtocol.OnNode("n3", new AdminProtocol.Reload(null, CalmCluster.Waits)));
        _cluster.World.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, _cluster.World.Node("n3").Alive("shop"));
    }

    [Fact]
    public void It_waits_for_what_it_touches_and_says_what_was_missing_before()
    {
        var big = Views.Service("big", 2) with
        {
            Placement = PlacementPlan.Everywhere with
            {
                Scope = PlacementScope.Cluster,
                Require = [new RequiredLabel("disk", "none")],
            },
        };
        Assert.Contains(
            "2 containers of big find no place", _cluster.Refused(0, Apply(big, Views.Service("web", 2))).Error);
        var done = _cluster.Done(1, Apply(big, Views.Service("web", 5)));
        Assert.Equal(5, _cluster.Running("web"));
        Assert.Equal(
            ["not touched by this, and as before: 2 containers of big find no place (why: cplane placement big)"],
            done.Notices);
        var more = _cluster.Refused(1, Apply(big.WithContainers(3), Views.Service("web", 5)));
        Assert.Contains("find no place", more.Error);

        ClusterProtocol.Apply Apply(params ServicePlan[] services) =>
            new(_cluster.World.Plans.Write(services), "shop.conf", CalmCluster.Within(20));
    }

    [Fact]
    public void A_change_of_nothing_waits_for_nothing_and_one_that_takes_away_until_it_is_gone()
    {
        var done = _cluster.Apply([.. _cluster.OfFile]);
        Assert.Empty(done.Changes);
        _cluster.Apply([.. _cluster.OfFile.Where(s => s.Name is not ("every" or "web"))]);
        Assert.Equal((0, 0, 3), (_cluster.Running("every"), _cluster.Running("web"), _cluster.Running("api")));
    }

    private void ApplyWhatN3Refuses()
    {
        var shop = Views.Service("shop", 2, PlacementScope.Node) with
        {
            Protocols =
            [
                new ProtocolPlan(
                    "http", [new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 80)))]),
            ],
        };
        _cluster.World.Node("n3").Life!.Machine.Listening =
            _ => throw new MachineException("simulated: in use", "EADDRINUSE");
        var refused = _cluster.Refused(
            0, new ClusterProtocol.Apply(_cluster.World.Plans.Write([shop]), "shop.conf", CalmCluster.Waits));
        Assert.Equal(Refusal.NotInTime, refused.Why);
        Assert.Contains("n3: version 1 of the configuration is refused: simulated: in use", refused.Error);
        Assert.Contains("tries again every 30 s", refused.Hint);
    }

    private void IsFreeAgain() =>
        _cluster.World.Node("n3").Life!.Machine.Listening = plan => new SimulatedListener(plan);

    private int LinesOfN3(string text) => _cluster.Log.ToString().Split('\n').Count(
        line => line.Contains(" n3 ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal));

    private List<(string Node, int Pid)> Processes() =>
    [
        .. from node in _cluster.World.Nodes
           from worker in node.Life!.Machine.Alive
           where worker.Container.Service == "web"
           select (node.Name, worker.Identity.Pid),
    ];
}
