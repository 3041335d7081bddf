using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class PlanOverlaySpec
{
    private const string File = """
        controlplane {
          controller.max_level = err
          cluster { name = c, etcd.endpoints = ["http://h"] }
          socket.common.address = [ { type = local, path = common } ]
          service {
            old { processor { type = process, command = [old] }, protocol.p.address = [ { type = shared, socket = common } ] }
          }
        }
        """;

    private const string New = "controlplane.service.new { processor { type = process, command = [new] } }";

    [Fact]
    public void Its_services_take_the_place_of_all_those_of_the_file()
    {
        var (file, plan) = (Reading.Plan(File), Plan(New));

        Assert.Equal("new", Assert.Single(plan.Services).Name);
        Assert.Equal(file with { Services = plan.Services }, plan);
    }

    [Fact]
    public void Sockets_that_its_services_share_are_its_own()
    {
        const string Shared = "controlplane { socket.mine.address = [ { type = local, path = mine } ]\nservice.new { "
            + "processor { type = process, command = [new] }, protocol.p.address = [ { type = shared, socket = ? } ] } "
            + "}";

        Assert.Equal(
            "unix:/tmp/.controlplane/mine",
            Plan(
                Shared.Replace(
                    "?", "mine", StringComparison.Ordinal)).Services[0].Protocols[0].Sockets[0].Address.ToString());
        Assert.Contains(
            "there is no section controlplane.socket.common; expected one of mine",
            Errors(Shared.Replace("?", "common", StringComparison.Ordinal))[1]);
    }

    [Fact]
    public void Services_of_the_file_that_do_not_count_are_not_judged() => Assert.Equal(
        "new",
        Assert.Single(
            Plan(New, File.Replace("command = [old]", "command = [\"/no/such/program\"]", StringComparison.Ordinal))
            .Services).Name);

    [Fact]
    public void An_empty_one_leaves_no_service() => Assert.Empty(Plan("controlplane {}").Services);

    [Theory]
    [InlineData("controlplane { service {}\ncontroller.max_level = info "
        + "}", "unknown key [controller]; known here: service, socket")]
    [InlineData("controlplane { service {}\ncluster.name = d }", "unknown key [cluster]")]
    [InlineData("controlplane { service {}\nmine { } }", "unknown key [mine]")]
    [InlineData("controlplane { service {} }\nport = 80", "unknown key [port]; known here: controlplane")]
    [InlineData("controlplane { service {} }\ninclude \"/etc/x.conf\"", "has no includes")]
    [InlineData("controlplane { service {} }\ninclude \"x.conf\"", "this text is no file")]
    [InlineData("controlplane {\n} }", "")]
    [InlineData("controlplane {\nservice = 1 }", "controlplane.service: is [1]")]
    [InlineData("controlplane {\nservice.a.colour = red }", "controlplane.service.a")]
    [InlineData("controlplane { service.a {\nprocessor { type = process, command = [\"/no/such/program\"] } } }",
        "there is no program /no/such/program")]
    public void What_is_wrong_in_it_is_an_error_of_it_with_its_place(string text, string expected)
    {
        var errors = Errors(text);

        Assert.All(errors, error => Assert.StartsWith("apply:/etc/web.conf@3:2:", error));
        Assert.Contains(expected, string.Join('\n', errors));
    }

    [Fact]
    public void It_needs_the_root() =>
        Assert.Contains("controlplane: is missing", Assert.Single(Errors("")));

    [Fact]
    public void Errors_of_the_file_are_told_with_its_own()
    {
        var result = Reading.Of(
            File.Replace("err", "loud", StringComparison.Ordinal),
            options: With("controlplane.service.new { processor.type = no }"));

        Assert.Equal(["apply:/etc/web.conf@3", "web.conf"], result.Errors.Select(error => error.At?.Origin));
    }

    [Fact]
    public void The_environment_of_the_node_counts() => Assert.Equal(
        "b",
        Assert.IsType<ProcessPlan>(Reading.Plan(File, options: With(
            "controlplane.service.new.processor { type = process, command = [a, ${X}] }") with
        {
            Hocon = new HoconOptions { Environment = name => name == "X" ? "b" : null },
        }).Services[0].Worker).Command[1]);

    [Fact]
    public void Relative_directories_are_taken_from_the_working_directory()
    {
        var plan = Plan("controlplane.service.new.processor { type = process, command = [new], directory = sub }");

        Assert.Equal("/work/sub", Assert.IsType<ProcessPlan>(plan.Services[0].Worker).Directory);
    }

    private static NodePlan Plan(string overlay, string file = File) => Reading.Plan(file, options: With(overlay));

    private static List<string> Errors(string overlay) =>
        [.. Reading.Of(File, options: With(overlay)).Errors.Select(error => error.ToString())];

    private static NodePlanOptions With(string overlay) =>
        Reading.Options with { Overlay = new PlanOverlay(overlay, "apply:/etc/web.conf@3") };
}
