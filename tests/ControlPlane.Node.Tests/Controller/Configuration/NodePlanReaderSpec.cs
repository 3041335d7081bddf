using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class NodePlanReaderSpec
{
    [Fact]
    public void A_node_without_services_is_a_node() => Assert.Empty(Reading.Plan("controlplane {}").Services);

    [Theory]
    [InlineData("")]
    [InlineData("service.web.enabled = true")]
    public void A_file_without_controlplane_is_an_error(string text) => Assert.Equal(
        "controlplane: is missing; expected an object with everything that this node shall run. "
        + "Put your settings into controlplane { ... }",
        Reading.ErrorAt(1, text));

    [Fact]
    public void Controlplane_is_an_object() => Assert.StartsWith(
        "controlplane: is [5] (number)", Reading.ErrorAt(1, "controlplane = 5"), StringComparison.Ordinal);

    [Fact]
    public void Other_root_keys_are_the_users_own()
    {
        var plan = Reading.Plan("port = 8080, x { y = 1 }, " + Reading.Address("type = internet, bind = "
            + "\"127.0.0.1:\"${port}"));

        Assert.Equal("127.0.0.1:8080", plan.Services[0].Protocols[0].Sockets[0].Address.ToString());
    }

    [Theory]
    [InlineData("front_door { listen = [] }")]
    [InlineData("monitor { port = 8168 }")]
    [InlineData("discovery.service.billing {}")]
    public void Sections_of_later_versions_are_known_and_refused(string section) => Assert.Contains(
        "known, but not in this version", Reading.ErrorAt(2, $"controlplane {{\n{section}\n}}"),
            StringComparison.Ordinal);

    [Fact]
    public void An_unknown_section_is_an_error_that_names_the_nearest_one() => Assert.Contains(
        "[service]", Reading.ErrorAt(2, "controlplane {\nservices { web {} }\n}"), StringComparison.Ordinal);

    [Fact]
    public void Every_error_of_a_file_is_found_at_once_and_in_file_order()
    {
        var result = Reading.Of("""
            controlplane {
              controller.sock = x
              service.web {
                user = bob
                protocol.http { lstn_backlog = 0, address = [ { type = internet, bind = "80" } ] }
                processor { type = process, command = [] }
                workload_manager.threads = many
              }
              service.db { processor { type = process, command = ["/no/such/program"] }, min_uptime = 2h }
            }
            """);

        Assert.Null(result.Plan);
        Assert.Equal(
            [
                (2, "controlplane.controller.sock"),
                (4, "controlplane.service.web.user"),
                (5, "controlplane.service.web.protocol.http.lstn_backlog"),
                (5, "controlplane.service.web.protocol.http.address[0].bind"),
                (6, "controlplane.service.web.processor.command"),
                (7, "controlplane.service.web.workload_manager.threads"),
                (9, "controlplane.service.db.processor.command"),
                (9, "controlplane.service.db.min_uptime"),
            ],
            result.Errors.Select(error => (error.At!.Line, error.Path)));
        Assert.Equal(8, result.ErrorText.Split('\n').Length);
    }

    [Fact]
    public void Errors_of_syntax_come_with_their_position()
    {
        var error = Assert.Single(Reading.Of("controlplane {\n  service.web { enabled = \"true\n }\n}").Errors);

        Assert.Equal(("web.conf", 2), (error.At?.Origin, error.At?.Line ?? 0));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_the_result()
    {
        var options = Reading.Options with { Hocon = new HoconOptions { Files = new TextFiles() } };
        var result = NodePlanReader.Load("nowhere.conf", new FakeMachine(), options);

        Assert.Null(result.Plan);
        Assert.Contains("/work/nowhere.conf", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_that_is_no_file_name_is_one_too(string file) =>
        Assert.Single(NodePlanReader.Load(file, new FakeMachine(), Reading.Options).Errors);

    [Fact]
    public void A_file_is_named_by_its_absolute_path()
    {
        var files = new TextFiles { ["/work/etc/web.conf"] = "controlplane { colour = red }",
            ["/work/ok.conf"] = "controlplane {}" };
        var options = Reading.Options with { Hocon = new HoconOptions { Files = files } };

        Assert.StartsWith(
            "/work/etc/web.conf:1:",
            NodePlanReader.Load("etc/web.conf", new FakeMachine(), options).ErrorText,
            StringComparison.Ordinal);
        Assert.Equal("/work/ok.conf", NodePlanReader.Load("ok.conf", new FakeMachine(), options).Plan?.File);
    }

    [Fact]
    public void The_same_text_gives_equal_plans()
    {
        var text = Reading.Process(
            "protocol.http.address = [ { type = local, path = x } ], start_failures.limit = 3",
            "command = [a, b], environment { A = 1, B = 2 }");

        Assert.Equal(Reading.Plan(text), Reading.Plan(text));
        Assert.Equal(Reading.Plan(text).GetHashCode(), Reading.Plan(text).GetHashCode());
    }

    [Fact]
    public void Every_text_that_is_cut_off_or_changed_somewhere_gives_a_result()
    {
        var text = Reading.Process(
            "user = www, protocol.http { address = [ { type = internet, bind = \"localhost:80\" }, { type = local, "
                + "path = x, mode = \"0660\" } ] }",
            "command = [a, b], environment { A = 1 }, ready = notify");
        var random = new Random(4711);
        var good = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var letters = text.ToCharArray();
            letters[random.Next(letters.Length)] = "{}[]=,\"$a0\n.:-\0"[random.Next(15)];
            var cut = random.Next(4) == 0 ? random.Next(letters.Length) : letters.Length;
            var result = Reading.Of(new string(letters, 0, cut));
            good += result.Ok ? 1 : 0;
            Assert.NotEqual(result.Ok, result.Errors.Count > 0);
        }

        Assert.InRange(good, 1, 1_999);
    }
}
