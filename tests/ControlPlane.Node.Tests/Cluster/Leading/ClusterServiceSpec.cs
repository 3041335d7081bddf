using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class ClusterServiceSpec
{
    private static readonly ServicePlan Web = Views.Service("web", 3);

    public static TheoryData<string> Kinds => ["least", "constant", "dynamic", "local"];

    private static ServicePlan Of(string kind) => kind switch
    {
        "constant" => Web with
        {
            Enabled = false,
            Placement = new PlacementPlan(
                PlacementScope.Cluster, [new RequiredLabel("disk", "ssd"), new RequiredLabel("zone", "a")],
                "zone", 4, 2, 1024),
        },
        "dynamic" => Web with { Workload = new DynamicPlan(8, 4, 2, 16, 20, TimeSpan.FromSeconds(15)) },
        "local" => Views.Service("web", 3, PlacementScope.Node),
        _ => Web,
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_another_node_makes_of_it_is_what_this_one_has(string kind)
    {
        var here = ClusterService.Of(Of(kind));
        var there = ClusterService.Of(Read(here.Rules));
        Assert.Equal(
            (here.Name, here.Enabled, here.Placement, here.Workload, here.Timeout),
            (there.Name, there.Enabled, there.Placement, there.Workload, there.Timeout));
        Assert.Equal(here.Rules, there.Rules);
        Assert.Equal(kind != "local", there.IsOfTheCluster);
    }

    [Fact]
    public void It_may_take_as_long_as_its_containers_to_start_and_to_stop() =>
        Assert.Equal(TimeSpan.FromSeconds(15), ClusterService.Of(Web).Timeout);

    [Fact]
    public void What_others_need_not_know_makes_no_difference() => Assert.Equal(
        ClusterService.Of(Web).Rules,
        ClusterService.Of(Views.Service("web", 3, PlacementScope.Cluster, "another", "command")).Rules);

    private static ServiceRules Read(ServiceRules rules) =>
        ClusterCodec.Decode<NodeFile>(ClusterCodec.Encode(new NodeFile([rules]))).Value!.Services[0];
}
