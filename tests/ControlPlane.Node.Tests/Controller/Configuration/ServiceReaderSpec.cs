using ControlPlane.Node.Containers;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ServiceReaderSpec
{
    [Fact]
    public void A_process_service_needs_a_command_and_nothing_else()
    {
        var plan = Reading.Service("controlplane.service.web.processor { type = process, command = [sleep, 1000] }");

        Assert.Equal("web", plan.Name);
        Assert.True(plan.Enabled);
        Assert.Equal(new ProcessPlan(["sleep", "1000"], null, [], null, Readiness.Auto), plan.Worker);
        Assert.Empty(plan.Protocols);
        Assert.Equal(new ConstantPlan(1), plan.Workload);
    }

    [Fact]
    public void Services_protocols_and_addresses_keep_the_order_of_the_file()
    {
        var plan = Reading.Plan("""
            controlplane.service {
              zebra { processor { type = process, command = [a] } }
              ant { processor { type = hello }
                protocol { z.address = [ { type = internet, bind = "127.0.0.1:2" }, { type = internet,
                    bind = "127.0.0.1:1" } ]
                           a.address = [ { type = internet, bind = "127.0.0.1:3" } ] } }
              monkey { processor { type = process, command = [b] } }
            }
            """);

        Assert.Equal(["zebra", "ant", "monkey"], plan.Services.Select(service => service.Name));
        var ant = plan.Find("ant")!;
        Assert.Equal(["z", "a"], ant.Protocols.Select(protocol => protocol.Name));
        Assert.Equal(
            ["127.0.0.1:2", "127.0.0.1:1", "127.0.0.1:3"],
            ant.Protocols.SelectMany(protocol => protocol.Sockets).Select(socket => socket.Address.ToString()));
    }

    [Fact]
    public void A_service_can_be_read_disabled() =>
        Assert.False(Reading.Service(Reading.Process("enabled = false")).Enabled);

    [Theory]
    [InlineData("controller")]
    [InlineData("\"netplex.controller\"")]
    [InlineData("\"a:b\"")]
    public void A_name_that_is_not_allowed_is_an_error_at_the_section(string name)
    {
        var error = Reading.ErrorAt(2, $"controlplane.service {{\n{name} {{ processor {{ type = process, command = "
            + $"[a] }} }} }}");

        Assert.Contains("the name [", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("health { method = http }")]
    [InlineData("warmup { endpoint = \"/warmup\" }")]
    [InlineData("apis = [\"/shop\"]")]
    [InlineData("hosts = [\"shop.example\"]")]
    public void Keys_of_later_versions_are_known_and_refused(string line) => Assert.Contains(
        "known, but not in this version", Reading.ErrorAt(2, Reading.Process(line)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_nearest_one() => Assert.Contains(
        "[startup_timeout]", Reading.ErrorAt(2, Reading.Process("startup_timout = 10s")), StringComparison.Ordinal);

    [Fact]
    public void A_service_has_a_processor()
    {
        var error = Reading.ErrorAt(1, "controlplane.service.web { enabled = true }");

        Assert.StartsWith("controlplane.service.web.processor: ", error, StringComparison.Ordinal);
        Assert.Contains("missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_no_object_is_an_error() => Assert.StartsWith(
        "controlplane.service.web: is [5] (number)", Reading.ErrorAt(1, "controlplane.service.web = 5"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("service.web = null, service.web")]
    [InlineData("service.web { start_failures = null, workload_manager = 5 }, service.web")]
    public void What_is_written_anew_over_null_or_something_else_has_the_defaults(string start)
    {
        var plan = Reading.Service($"controlplane {{ {start} {{ processor {{ type = process, command = [a] }}, "
            + "start_failures { limit = 3 }, workload_manager { threads = 2 } } }");

        Assert.Equal(
            (3, StartFailureThen.Disable), (plan.Lifecycle.StartFailureLimit, plan.Lifecycle.StartFailureThen));
        Assert.Equal(new ConstantPlan(2), plan.Workload);
    }

    [Fact]
    public void A_service_that_an_including_file_sets_to_null_is_none() => Assert.Empty(Reading.Plan(
        "controlplane.service.web { processor { type = process, command = [a] } }, controlplane.service.web = "
        + "null").Services);

    [Fact]
    public void The_template_of_the_defaults_is_not_a_service_or_protocol_of_its_own()
    {
        var plan = Reading.Service(Reading.Address("type = internet, bind = \"127.0.0.1:80\""));

        Assert.Equal(["http"], plan.Protocols.Select(protocol => protocol.Name));
        Assert.IsType<InternetListenAddress>(Assert.Single(plan.Protocols[0].Sockets).Address);
    }
}
