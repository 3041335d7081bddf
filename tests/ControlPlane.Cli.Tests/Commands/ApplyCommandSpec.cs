using System.Text.Json;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Commands;

public sealed class ApplyCommandSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeNode _node =
        new() { Reply = _ => FakeNode.Http(200, """{"done":"version 2","changes":["web: new"]}""") };

    public void Dispose()
    {
        _node.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void The_services_of_a_file_are_sent_resolved_in_file_order_and_with_its_name()
    {
        _directory.Write("base.conf", "controlplane.service.zeta.processor.type = hello, other = 1");
        var file = _directory.Write("shop.conf",
            """
            include "base.conf"
            controlplane.socket { http = ${other} }
            controlplane.service.alpha { processor { directory = "relative/\"ä\"" }, threads = 5 }
            controlplane.service.zeta { enabled = true, enabled = ${?NOT_SET} }
            """);

        var run = _node.Run("apply", file, "--timeout", "3");

        Assert.Equal((0, "version 2\nweb: new\n", ""), (run.Exit, run.Out, run.Error));
        var (target, body) = Sent();
        Assert.Equal("POST /v1/configuration", target);
        Assert.Equal(
            ("shop.conf", 3), (body.GetProperty("origin").GetString(), body.GetProperty("timeout").GetInt32()));
        Assert.Equal(
            """
            {"controlplane":{"service":{"zeta":{"processor":{"type":"hello"},"enabled":true},
            "alpha":{"processor":{"directory":"relative/\"ä\""},"threads":5}},"socket":{"http":1}}}
            """.ReplaceLineEndings(""),
            body.GetProperty("text").GetString());
    }

    [Fact]
    public void What_belongs_to_the_nodes_is_left_out_with_a_notice()
    {
        var file = _directory.Write("shop.conf",
            "controlplane.controller.max_level = info\ncontrolplane.cluster.name = x\ncontrolplane.service {}\nmine = "
                + "1");

        var run = _node.Run("apply", file);

        Assert.Equal(0, run.Exit);
        Assert.Equal("""{"controlplane":{"service":{}}}""", Sent().Body.GetProperty("text").GetString());
        Assert.Equal(
            $"cplane: notice: {file}:1:14: controlplane.controller is left out: it belongs to the file of each node\n"
            + $"cplane: notice: {file}:2:14: controlplane.cluster is left out: it belongs to the file of each node\n",
            run.Error);
    }

    [Theory]
    [InlineData("controlplane { service {}\n front_door {}\n x = 1 "
        + "}", ":2:2: controlplane.front_door: a cluster cannot be told this", 2)]
    [InlineData("service {}", "controlplane: it is no object of the file", 1)]
    [InlineData("controlplane = 3", "controlplane: it is no object of the file", 1)]
    [InlineData("controlplane.controller {}", "controlplane: it has neither service nor socket", 1)]
    [InlineData("controlplane.service { a = ${nowhere} }", "nowhere", 1)]
    [InlineData("controlplane { service", ":1:", 1)]
    public void A_file_that_a_cluster_cannot_be_told_is_78_and_nothing_is_sent(string text, string error, int errors)
    {
        var file = _directory.Write("bad.conf", text);

        var run = _node.Run("apply", file);

        Assert.Equal((78, ""), (run.Exit, run.Out));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Equal(errors, run.Error.TrimEnd().Split('\n').Length);
        Assert.Empty(_node.Asked);
    }

    [Fact]
    public void A_file_that_is_too_large_is_78_with_its_size()
    {
        var file = _directory.Write("big.conf",
            $"controlplane.service.a = \"{new string('a', 524_288)}\"\ncontrolplane.service.b = "
                + $"${{controlplane.service.a}}");

        var run = _node.Run("apply", file);

        Assert.Equal(78, run.Exit);
        Assert.Contains(
            "has 1048620 bytes; expected at most 1048576, as JSON without spaces", run.Error, StringComparison.Ordinal);
        Assert.Empty(_node.Asked);
    }

    [Fact]
    public void A_file_of_Netplex_is_sent_translated()
    {
        var file = _directory.Write("shop.cfg",
            """
            netplex { service { name = "web"; processor { type = "hello" }; workload_manager { type = "constant"; threads = 2 };
              protocol { name = "http"; address { type = "internet"; bind = "127.0.0.1:0" } } } }
            """);

        var run = _node.Run("apply", file);

        Assert.Equal((0, "version 2\nweb: new\n"), (run.Exit, run.Out));
        Assert.StartsWith(
            """{"controlplane":{"service":{"web":{""", Sent().Body.GetProperty("text").GetString(),
            StringComparison.Ordinal);
    }

    private (string Target, JsonElement Body) Sent()
    {
        var words = Assert.Single(_node.Asked).Split(' ', 3);
        return ($"{words[0]} {words[1]}", JsonDocument.Parse(words[2]).RootElement);
    }
}
