using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Tests.Cluster.Keys;

public sealed class ClusterKeysSpec
{
    private static readonly ClusterKeys Keys = new("production");

    public static TheoryData<string, string, string> Known => new()
    {
        { Keys.Node("n1"), "/cplane/production/nodes/n1", "Node n1 0" },
        { Keys.Status("n1"), "/cplane/production/status/n1", "Status n1 0" },
        { Keys.File("n1"), "/cplane/production/files/n1", "File n1 0" },
        { Keys.Member("n-1.b"), "/cplane/production/members/n-1.b", "Member n-1.b 0" },
        { Keys.Drain("n1"), "/cplane/production/drains/n1", "Drain n1 0" },
        { Keys.Service("web.api"), "/cplane/production/services/web.api", "Service web.api 0" },
        { Keys.Assignment("web.api"), "/cplane/production/assignments/web.api", "Assignment web.api 0" },
        { Keys.CurrentConfig, "/cplane/production/config/current", "CurrentConfig  0" },
        { Keys.Version(12), "/cplane/production/config/versions/12", "Version  12" },
        { Keys.Leader, "/cplane/production/leader", "Leader  0" },
        { Keys.Overall, "/cplane/production/overall", "Overall  0" },
        { Keys.Token, "/cplane/production/token", "Token  0" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_key_has_a_fixed_name_and_is_taken_apart_again(string key, string name, string parts)
    {
        Assert.Equal(name, key);
        var parsed = Assert.NotNull(Keys.Parse(key));
        Assert.Equal(parts, $"{parsed.Kind} {parsed.Name} {parsed.Number}");
        Assert.True(Keys.All.Contains(key));
    }

    [Fact]
    public void Every_kind_of_key_is_tried() => Assert.Equal(Enum.GetNames<ClusterKeyKind>().Length, Known.Count);

    [Theory]
    [InlineData("")]
    [InlineData("/cplane/production/")]
    [InlineData("/cplane/production")]
    [InlineData("/cplane/production2/leader")]
    [InlineData("/cplane/staging/leader")]
    [InlineData("/cplane/production/leader/")]
    [InlineData("/cplane/production/nodes")]
    [InlineData("/cplane/production/nodes/")]
    [InlineData("/cplane/production/nodes/a/b")]
    [InlineData("/cplane/production/nodes/../leader")]
    [InlineData("/cplane/production/nodes/.hidden")]
    [InlineData("/cplane/production/services/netplex.controller")]
    [InlineData("/cplane/production/config")]
    [InlineData("/cplane/production/config/versions/")]
    [InlineData("/cplane/production/config/versions/0")]
    [InlineData("/cplane/production/config/versions/01")]
    [InlineData("/cplane/production/config/versions/-1")]
    [InlineData("/cplane/production/config/versions/99999999999")]
    [InlineData("/cplane/production/config/versions/1x")]
    [InlineData("/cplane/production/else/a")]
    public void Anything_else_is_not_ours(string key) => Assert.Null(Keys.Parse(key));

    [Fact]
    public void All_keys_are_those_of_the_cluster_and_of_no_other()
    {
        Assert.True(Keys.All.Contains(Keys.Leader));
        Assert.True(Keys.All.Contains(Keys.Version(1)));
        Assert.False(Keys.All.Contains(new ClusterKeys("production2").Leader));
    }
}
