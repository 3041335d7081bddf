using System.Text.RegularExpressions;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>The defaults are approved here: to change one, change both places on purpose.</summary>
public sealed partial class ReferenceFilesSpec
{
    private static readonly ReferenceFiles Files = new(_ => null);

    [Fact]
    public void Every_default_is_what_was_agreed()
    {
        var service = Files.At("service.conf", "controlplane", "service", "NAME");

        Assert.Equal(
            ["socket_directory = \"/tmp/.controlplane\""], Lines(Files.At("controller.conf", "controlplane",
                "controller")));
        Assert.Equal(
            [
                "enabled = true",
                "startup_timeout = \"60s\"",
                "shutdown_timeout = \"30s\"",
                "min_uptime = \"1s\"",
                "start_failures = {\"limit\":0,\"then\":\"disable\"}",
                "conn_limit = 0",
                "gc_when_idle = false",
                "placement = {\"scope\":\"node\",\"require\":{},\"spread\":\"node\",\"weight\":1,\"memory\":0}",
            ],
            Lines(service));
        Assert.Equal(
            ["lstn_backlog = 1024", "lstn_reuseaddr = true", "so_keepalive = false", "tcp_nodelay = false"],
            Lines(Files.At("protocol.conf", "controlplane", "service", "NAME", "protocol", "NAME")));
        Assert.Equal(
            ["kind = \"port\""],
            Lines(Files.At("protocol.conf", "controlplane", "service", "NAME", "protocol", "NAME (type = container)")));
        Assert.Equal(
            ["environment = {}", "ready = \"auto\""],
            Lines(Files.At("processor.conf", "controlplane", "service", "NAME", "processor")));
        Assert.Equal(
            ["type = \"constant\"", "threads = 1", "greedy_accepts = false"],
            Lines(Files.At("workload.conf", "controlplane", "service", "NAME", "workload_manager")));
        Assert.Equal(
            ["max_jobs_per_thread = 1", "inactivity_timeout = \"15s\""],
            Lines(Files.At("workload-dynamic.conf", "controlplane", "service", "NAME", "workload_manager")));
        Assert.Equal(
            [
                "node = {\"labels\":{},\"listen\":\"127.0.0.1:0\",\"capacity\":{\"containers\":1000,\"memory\":\"auto\"}}",
                "etcd = {\"timeout\":\"2s\",\"compact\":true}",
                "lease = \"5s\"",
                "grace = \"2s\"",
                "on_lost = \"keep\"",
            ],
            Lines(Files.At("cluster.conf", "controlplane", "cluster")));
    }

    [Fact]
    public void They_are_embedded_and_each_of_them_is_HOCON()
    {
        Assert.Superset(
            new HashSet<string> { "controller.conf", "processor.conf", "protocol.conf", "service.conf",
                "workload.conf", "workload-dynamic.conf", "cluster.conf" },
            ReferenceFiles.Names.ToHashSet());
        foreach (var name in ReferenceFiles.Names)
        {
            Assert.NotEmpty(HoconParser.Parse(ReferenceFiles.Text(name)).Keys);
        }
    }

    [Fact]
    public void They_are_good_values_of_their_own_keys() =>
        Assert.True(Reading.Of(Reading.Protocol("address = [ { type = internet, bind = \"127.0.0.1:80\" } ]")).Ok);

    [Theory]
    [InlineData("controlplane { ? = 1 }")]
    [InlineData("controlplane.controller { ? = 1 }")]
    [InlineData("controlplane.controller.control { ? = 1, listen = \"127.0.0.1:0\", token_file = a }")]
    [InlineData("controlplane.controller.control { listen = \"127.0.0.1:0\", token_file = a, tls { ? = 1, cert = a, "
        + "key = a } }")]
    [InlineData("controlplane.service.web { ? = 1, processor { type = process, command = [a] } }")]
    [InlineData("controlplane.service.web { start_failures { ? = 1 }, processor { type = process, command = [a] } }")]
    [InlineData("controlplane.service.web { workload_manager { ? = 1 }, processor { type = process, command = [a] } }")]
    [InlineData("controlplane.service.web { workload_manager { ? = 1, type = dynamic, min_free_jobs_capacity = 1, "
        + "max_free_jobs_capacity = 1, max_threads = 1 }, processor { type = process, command = [a] } }")]
    [InlineData("controlplane.service.web { processor { ? = 1, type = process, command = [a] } }")]
    [InlineData("controlplane.service.web { protocol.p { ? = 1, address = [ { type = local, path = x } ] }, "
        + "processor.type = echo }")]
    [InlineData("controlplane.service.web { protocol.p { address = [ { ? = 1, type = local, path = x } ] }, "
        + "processor.type = echo }")]
    [InlineData("controlplane.service.web { protocol.p { address = [ { ? = 1, type = internet, bind = \"127.0.0.1:0\" "
        + "} ] }, processor.type = echo }")]
    [InlineData("controlplane.service.web { protocol.p { address = [ { ? = 1, type = socket_file, path = x } ] }, "
        + "processor.type = echo }")]
    [InlineData("controlplane.service.web { protocol.p { address = [ { ? = 1, type = container } ] }, "
        + "processor { type = process, command = [a] } }")]
    [InlineData("controlplane.service.web { placement { ? = 1 }, processor { type = process, command = [a] } }")]
    [InlineData("controlplane.cluster { ? = 1, name = c, etcd.endpoints = [\"http://h\"] }")]
    [InlineData("controlplane.cluster { name = c, node { ? = 1 }, etcd.endpoints = [\"http://h\"] }")]
    [InlineData("controlplane.cluster { name = c, node.capacity { ? = 1 }, etcd.endpoints = [\"http://h\"] }")]
    [InlineData("controlplane.cluster { name = c, etcd { ? = 1, endpoints = [\"http://h\"] } }")]
    [InlineData(
        "controlplane.cluster { name = c, tls { ? = 1, cert = a, key = a, ca = a }, etcd.endpoints = [\"http://h\"] }")]
    public void Every_key_that_the_readers_know_is_documented(string text)
    {
        // The readers themselves say which keys they know, when they meet one that they do not.
        var error = Assert.Single(Reading.Of(text.Replace("?", "qqqqqqqqqq", StringComparison.Ordinal)).Errors).Message;
        var known = KnownKeys().Match(error).Groups[1].Value.Split(", ");
        var documented = string.Concat(ReferenceFiles.Names.Select(ReferenceFiles.Text));

        Assert.True(known.Length > 1, error);
        Assert.All(known, key => Assert.Matches($@"(?m)^[#\s]*(controlplane\.)?[^\n]*\b{Regex.Escape(key)}\b",
            documented));
    }

    [Fact]
    public void Every_key_and_value_of_a_later_version_is_named()
    {
        var documented = string.Concat(ReferenceFiles.Names.Select(ReferenceFiles.Text));
        string[] later =
        [
            .. LaterVersions.OfNode, .. LaterVersions.OfService,
            .. LaterVersions.Readinesses,
        ];

        Assert.All(later, name => Assert.Matches($@"\b{name}\b", documented));
    }

    [Fact]
    public void Every_default_has_a_comment_of_its_own()
    {
        foreach (var name in ReferenceFiles.Names)
        {
            var lines = ReferenceFiles.Text(name).Split('\n');
            for (var i = 1; i < lines.Length; i++)
            {
                if (Setting().IsMatch(lines[i]))
                {
                    Assert.True(
                        lines[i - 1].TrimStart().StartsWith('#') || lines[i].Contains("= ${?"),
                        $"{name}:{i + 1}: {lines[i].Trim()} has no comment above it");
                }
            }
        }
    }

    private static IEnumerable<string> Lines(HoconObject section) => section.Keys.Select(key =>
        section.TryGet(key, out var value)
            ? $"{key} = {HoconJson.Write(value, indented: false, withOrigins: false)}"
            : "");

    [GeneratedRegex(@"known here: ([^\n.;]*)")]
    private static partial Regex KnownKeys();

    [GeneratedRegex(@"^  \s*[a-z_]+ +=")]
    private static partial Regex Setting();
}
