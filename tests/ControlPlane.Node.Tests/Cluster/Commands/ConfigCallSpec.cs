using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Tests.Cluster.View;

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
    public void What_runs_something_else_by_the_files_is_replaced_in_the_whole_cluster()
    {
        _cluster.Apply(Views.Service("web", 4, PlacementScope.Cluster, "other"));
        var before = Processes();
        Assert.Equal(4, before.Count);
        Rollback();
        Assert.Equal(4, Processes().Count);
        Assert.Empty(Processes().Intersect(before));
    }

    private List<(string Node, int Pid)> Processes() =>
    [
        .. from node in _cluster.World.Nodes
           from worker in node.Life!.Machine.Alive
           where worker.Container.Service == "web"
           select (node.Name, worker.Identity.Pid),
    ];
}
