using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ClusterReaderSpec
{
    [Fact]
    public void Without_the_section_a_node_is_on_its_own() => Assert.Null(Reading.Plan("controlplane {}").Cluster);

    [Fact]
    public void A_short_section_has_the_defaults() => Assert.Equal(
        new ClusterPlan(
            "c",
            new ClusterNodePlan("this-host", [], new PeerListen("127.0.0.1", 0, true), null, 1000, null),
            new EtcdPlan([new Uri("http://h:2379")], null, null, null, null, null, TimeSpan.FromSeconds(2))
            {
                Compact = true,
            },
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(2),
            OnLost.Keep,
            null),
        Plan(""));

    [Fact]
    public void Every_key_is_read() => Assert.Equal(
        new ClusterPlan(
            "c",
            new ClusterNodePlan(
                "n1", [new NodeLabel("disk", "ssd"), new NodeLabel("zone", "a")], new PeerListen("::", 8443, false),
                "n1.example:8443", 20, 64L << 30),
            new EtcdPlan(
                [new Uri("https://e1:2379"), new Uri("http://127.0.0.1:1")], "ann", "/etc/p", "/work/ca.pem",
                "/work/cert.pem",
                "/work/key.pem", TimeSpan.FromSeconds(1)),
            TimeSpan.FromSeconds(10),
            TimeSpan.FromMilliseconds(500),
            OnLost.Stop,
            new PeerTlsPlan("/work/a", "/work/tls/b", "/c")),
        Plan("""
            node {
              name = n1, labels { zone = a, disk = ssd }, listen = "[::]:8443", advertise = "n1.example:8443"
              capacity { containers = 20, memory = 64g }
            }
            etcd {
              endpoints = ["https://e1:2379", "http://127.0.0.1:1"], user = ann, password_file = "/etc/p"
              ca = ca.pem, cert = cert.pem, key = key.pem, timeout = 1s, compact = false
            }
            lease = 10, grace = 500ms, on_lost = stop
            tls { cert = a, key = tls/b, ca = "/c" }
            """));

    [Theory]
    [InlineData("name = \"a b\"", "controlplane.cluster.name: the name [a b] is not allowed")]
    [InlineData("name = null", "controlplane.cluster.name: is null")]
    [InlineData("lease = 1s", "controlplane.cluster.lease: is [1s] (string); expected a duration from 2s to 1m")]
    [InlineData("lease = 2500ms", "controlplane.cluster.lease: is [2500ms]; expected whole seconds")]
    [InlineData("grace = -1", "controlplane.cluster.grace: is [-1]")]
    [InlineData("grace = 2h", "controlplane.cluster.grace: is [2h]")]
    [InlineData("on_lost = kep", "did you mean [keep]?")]
    [InlineData("colour = red", "unknown key [colour]")]
    [InlineData("tls { cert = a, key = a }", "controlplane.cluster.tls.ca: is missing")]
    [InlineData("tls { cert = a, key = a, ca = a, x = 1 }", "controlplane.cluster.tls.x: unknown key [x]")]
    [InlineData("tls { cert = a, key = a, ca = gone.pem }", "controlplane.cluster.tls.ca: cannot read /work/gone.pem")]
    [InlineData("tls { cert = a, key = [a], ca = a }", "controlplane.cluster.tls.key: is an array")]
    [InlineData(
        "tls { cert = a, key = \"\", ca = a }", "controlplane.cluster.tls.key: is []; expected the path of a file")]
    [InlineData("tls = off", "controlplane.cluster.tls: is [off]")]
    [InlineData("lease = 2s, etcd { timeout = 3s }", "controlplane.cluster.etcd.timeout: is [3s], longer than "
        + "cluster.lease (2s)")]
    public void A_bad_value_is_one_error_with_its_place(string lines, string expected) =>
        Assert.Contains(expected, Error(lines));

    [Fact]
    public void A_section_of_another_type_is_one_error() => Assert.Contains(
        "controlplane.cluster: is [off]", Reading.ErrorAt(2, "controlplane {\ncluster = off }"),
        StringComparison.Ordinal);

    [Fact]
    public void All_errors_are_told_together()
    {
        var result = Reading.Of("controlplane.cluster { lease = 1, node.listen = x, etcd.timeout = 1ms, on_lost = x }");
        Assert.Equal(
            ["etcd.endpoints", "etcd.timeout", "lease", "name", "node.listen", "on_lost"],
            result.Errors.Select(error => error.Path["controlplane.cluster.".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_relative_file_lies_beside_the_one_that_names_it()
    {
        var files = new TextFiles
        {
            ["/etc/cp/node.conf"] =
                "include \"tls/tls.conf\"\ncontrolplane.cluster { name = c, etcd.endpoints = [\"http://h\"] }",
            ["/etc/cp/tls/tls.conf"] = "controlplane.cluster.tls { cert = a.pem, key = a.key, ca = ca.pem }",
        };
        var result = NodePlanReader.Load("/etc/cp/node.conf", new FakeMachine(), Reading.Options with
        {
            Hocon = new Hocon.HoconOptions { Environment = _ => null, Files = files },
        });

        Assert.Equal(
            new PeerTlsPlan("/etc/cp/tls/a.pem", "/etc/cp/tls/a.key", "/etc/cp/tls/ca.pem"), result.Plan?.Cluster?.Tls);
    }

    [Fact]
    public void Code_in_this_process_may_be_placed_by_the_cluster() => Assert.NotNull(Reading.Plan("""
        controlplane {
          cluster { name = c, etcd.endpoints = ["http://h"] }
          service.a {
            placement.scope = cluster, processor.type = hello
            protocol.p.address = [ { type = internet, bind = "127.0.0.1:80" } ]
          }
        }
        """).Cluster);

    private static ClusterPlan Plan(string lines) => Reading.Plan(Text(lines), options: Options).Cluster!;

    private static string Error(string lines) => Reading.ErrorAt(
        2, Text(lines), new FakeMachine { MissingFiles = { "/work/gone.pem" } }, Options);

    private static NodePlanOptions Options => Reading.Options with { HostName = "this-host" };

    private static string Text(string lines) =>
        "controlplane.cluster { name = c, etcd { endpoints = [\"http://h:2379\"] }\n" + lines + "\n}";
}
