using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class PlacementReaderSpec
{
    [Fact]
    public void Where_nothing_is_written_it_is_everywhere() => Assert.Equal(PlacementPlan.Everywhere, Read(""));

    [Fact]
    public void Every_key_is_read() => Assert.Equal(
        new PlacementPlan(
            PlacementScope.Cluster, [new RequiredLabel("disk", "ssd"), new RequiredLabel("zone", "a")], "zone", 10, 3,
            512L << 20),
        Read("scope = cluster, require { zone = a, disk = ssd }, spread = zone, max_per_node = 10, weight = 3, memory "
            + "= 512m"));

    [Theory]
    [InlineData("scope = clust", "placement.scope: is [clust] (string); expected one of [node, cluster]")]
    [InlineData("require = a", "placement.require: is [a]")]
    [InlineData("require { node = a }", "placement.require: no label has the name [node]")]
    [InlineData("require { a = {} }", "placement.require.a: is an object")]
    [InlineData("spread = \"a/b\"", "placement.spread: is neither node nor the name of a label")]
    [InlineData("spread = []", "placement.spread: is an array")]
    [InlineData("max_per_node = 0", "placement.max_per_node: is [0] (number); expected an integer from 1 to 10000")]
    [InlineData("weight = 1001", "placement.weight: is [1001] (number); expected an integer from 1 to 1000")]
    [InlineData("memory = -1", "placement.memory: is [-1]")]
    [InlineData("zone = a", "placement.zone: unknown key [zone]")]
    public void A_bad_value_is_one_error_with_its_place_on_every_node(string lines, string expected) =>
        Assert.Contains(expected, Reading.ErrorAt(2, Text(lines)));

    private static PlacementPlan Read(string lines) => Service(lines).Placement;

    private static ServicePlan Service(string lines) => Reading.Service(Text(lines));

    private static string Text(string lines) =>
        "controlplane.service.web { processor { type = process, command = [a] }, placement {\n" + lines + "\n} }";
}
