using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Commands;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ListCallSpec
{
    private static ServiceStatus Row(
        string service, ServiceState state, int desired, string address = "127.0.0.1:80", long? capacity = null) => new(
        service, state, desired, desired - 1, desired + 1, [new ProtocolStatus("http", [address])], capacity, capacity);

    [Fact]
    public void One_row_a_service_with_the_sums_of_all_nodes()
    {
        var rows = ListCall.Merged([
            Row("web", ServiceState.Enabled, 2),
            Row("api", ServiceState.Enabled, 1),
            Row("web", ServiceState.Enabled, 3)]);
        Assert.Equal(["web", "api"], rows.Select(r => r.Service));
        Assert.Equal((5, 3, 7), (rows[0].Desired, rows[0].Ready, rows[0].Containers));
    }

    [Theory]
    [InlineData(ServiceState.Enabled, ServiceState.Restarting, ServiceState.Restarting)]
    [InlineData(ServiceState.Disabled, ServiceState.Enabled, ServiceState.Enabled)]
    [InlineData(ServiceState.Down, ServiceState.Enabled, ServiceState.Enabled)]
    [InlineData(ServiceState.Down, ServiceState.Disabled, ServiceState.Disabled)]
    [InlineData(ServiceState.Down, ServiceState.Down, ServiceState.Down)]
    public void What_is_unusual_on_one_node_is_said_of_the_whole(
        ServiceState one, ServiceState other, ServiceState whole)
    {
        Assert.Equal(whole, ListCall.Merged([Row("web", one, 1), Row("web", other, 1)]).Single().State);
        Assert.Equal(whole, ListCall.Merged([Row("web", other, 1), Row("web", one, 1)]).Single().State);
    }

    [Fact]
    public void Each_address_is_there_once_and_capacity_is_summed_where_there_is_any()
    {
        var row = ListCall.Merged([
            Row("web", ServiceState.Enabled, 1, "a:1", 4), Row("web", ServiceState.Enabled, 1, "b:1"),
            Row("web", ServiceState.Enabled, 1, "a:1", 2)]).Single();
        Assert.Equal(["a:1", "b:1"], row.Protocols.Single().Addresses);
        Assert.Equal((6L, 6L), (row.Capacity, row.Free));
        Assert.Null(ListCall.Merged([Row("web", ServiceState.Enabled, 1)]).Single().Capacity);
    }

    [Fact]
    public void A_node_that_does_not_answer_is_named_and_not_waited_for_for_long()
    {
        using var cluster = new CalmCluster();
        cluster.World.Node("n3").Pause();
        var began = cluster.World.Time.Elapsed;
        var list = cluster.Answer<AdminProtocol.Services>(0, new AdminProtocol.ListServices());
        Assert.InRange((cluster.World.Time.Elapsed - began).TotalSeconds, 0, 3.5);
        Assert.Equal(["what n3 has is not shown: n3 did not answer within 3 s."], list.Notices);
        Assert.DoesNotContain("n3", list.Items.Single(s => s.Service == "web").Nodes!.Keys);

        Assert.True(cluster.World.Becomes(
            () => !cluster.World.Truth.View.Nodes.ContainsKey("n3"), TimeSpan.FromSeconds(10)));
        cluster.World.Advance(TimeSpan.FromSeconds(0.1));
        var containers = cluster.Answer<AdminProtocol.Containers>(0, new AdminProtocol.ListContainers());
        Assert.Equal(["n3 is unreachable; what it has is not shown"], containers.Notices);
        Assert.NotEmpty(containers.Items);

        cluster.World.Node("n3").Resume();
        cluster.World.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(cluster.Answer<AdminProtocol.Services>(0, new AdminProtocol.ListServices()).Notices);
    }
}
