using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>An etcd with TLS, client certificates, and a user that may touch the keys of control planes only.</summary>
public sealed class EtcdWantsPasswordsAndCertificatesSpec
{
    [Fact]
    public async Task Nodes_that_show_them_work_and_others_say_what_is_wrong()
    {
        using var files = new TemporaryDirectory();
        using var authority = new TestAuthority(files.File("etcd-ca"));
        await using var cluster = await TestCluster.Prepare(
            Services.InAll("four", 4), nodes: 2, new EtcdServerOptions { Tls = authority, ClientCertificates = true });
        await cluster.Etcd.EnableAuthAsync("secret of root", ("cplane", "secret of nodes", "/cplane/"));
        var (certificate, key) = authority.Issue("node", subject: "");
        var password = files.Write("password", "secret of nodes\n");
        foreach (var node in cluster.Nodes)
        {
            node.EtcdMore = $"""
                user = cplane, password_file = "{password}"
                ca = "{authority.CertificateFile}", cert = "{certificate}", key = "{key}"
                """;
        }

        var stranger = cluster.Add("n3");
        var wrong = files.Write("wrong", "something else\n");
        stranger.EtcdMore = $"""
            user = cplane, password_file = "{wrong}"
            ca = "{authority.CertificateFile}", cert = "{certificate}", key = "{key}"
            """;
        await Task.WhenAll(cluster.Nodes.Select(n => n.Start()));
        await cluster["n1"].Joins();
        await cluster["n2"].Joins();
        await cluster.Ready("four", 4, cluster["n1"]);
        await cluster["n2"].Done("rebalance", "four"); // The first of them may have had all.
        await cluster["n2"].Done("scale", "four", "6");
        Assert.Equal("n1: 3, n2: 3", cluster.Spread("four"));

        await stranger.Says("cluster: cannot join: ");
        await stranger.Says("password");
        Assert.DoesNotContain("something else", stranger.Said);
        Assert.DoesNotContain("secret of nodes", cluster.Story);

        File.WriteAllText(wrong, "secret of nodes\n");
        await stranger.Joins();
        await cluster.Everybody("up");
    }
}
