using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ServiceCallSpec : IDisposable
{
    private readonly CalmCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void A_number_that_was_set_for_the_cluster_stays_when_one_node_reloads_a_file_that_says_the_same_as_before()
    {
        _cluster.Done(0, new AdminProtocol.Scale("web", 7, CalmCluster.Waits));
        _cluster.Done(1, new AdminProtocol.Reload(null, CalmCluster.Waits));
        _cluster.World.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(7, _cluster.Running("web"));
    }
}
