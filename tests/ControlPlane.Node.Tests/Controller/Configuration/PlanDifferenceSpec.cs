using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class PlanDifferenceSpec
{
    private const string A = "a { processor { type = process, command = [a] } }";
    private const string B = "b { processor { type = process, command = [b] }, workload_manager.threads = 2 }";
    private const string C = "c { processor.type = echo, protocol.p.address = [ { type = local, path = c } ], enabled "
        + "= false }";

    [Fact]
    public void Equal_plans_have_none()
    {
        var difference = PlanDifference.Between(Plan(A, B, C), Plan(A, B, C));

        Assert.True(difference.IsEmpty);
        Assert.Empty(difference.Lines);
    }

    [Fact]
    public void The_order_of_services_and_the_name_of_the_file_mean_nothing() =>
        Assert.True(PlanDifference.Between(Plan(A, B), Plan(B, A) with { File = "/other.conf" }).IsEmpty);

    [Fact]
    public void Services_come_and_go() => Assert.Equal(
        [
            "service a: removed",
            "service b: added, 2 containers",
            "service c: added, 1 container, disabled, listens on unix:/tmp/.controlplane/c",
        ],
        PlanDifference.Between(Plan(A), Plan(B, C)).Lines);

    [Fact]
    public void Services_that_are_told_another_number_are_named_apart()
    {
        var old = Plan(A, B);
        Assert.Empty(PlanDifference.Between(old, Plan(B, C)).Numbers);
        var next = old with { Services = [old.Find("a")!.WithContainers(7), old.Find("b")! with { Enabled = false }] };
        Assert.Equal(["a"], PlanDifference.Between(old, next).Numbers);
    }

    [Fact]
    public void Another_socket_directory_needs_another_node()
    {
        var difference = PlanDifference.Between(Plan(A), Plan(A) with { SocketDirectory = "/run/cp" });

        Assert.Equal(
            "controller: socket_directory from /tmp/.controlplane to /run/cp: "
            + "needs a restart of the node (cplane shutdown, cplane run)",
            Assert.Single(difference.Refused).Text);
    }

    [Theory]
    [InlineData("", "lease = 10s, on_lost = stop", "lease from 5s to 10s, on_lost from keep to stop")]
    [InlineData("node { name = a, listen = \"[::1]:1\" }", "node.name = b",
        "node.name from a to b, node.listen from [::1]:1 to 127.0.0.1:0")]
    [InlineData("", "node { labels.zone = a, capacity { containers = 2, memory = 1K }, advertise = \"127.0.0.1:1\" }",
        "node.labels from none to zone=a, node.advertise from none to 127.0.0.1:1, node.capacity.containers from 1000 "
            + "to 2, "
        + "node.capacity.memory from auto to 1024")]
    [InlineData("", "name = d, grace = 0, tls { cert = a, key = b, ca = c }",
        "name from c to d, grace from 2s to 0s, tls.cert from none to /work/a, tls.key from none to /work/b, "
        + "tls.ca from none to /work/c")]
    [InlineData("", "etcd { endpoints = [\"https://e\"], user = u, password_file = p, ca = a, cert = b, key = c, "
        + "timeout = 1s }",
        "etcd.endpoints from http://h/ to https://e/, etcd.user from none to u, etcd.password_file from none to "
            + "/work/p, "
        + "etcd.ca from none to /work/a, etcd.cert from none to /work/b, etcd.key from none to /work/c, "
        + "etcd.timeout from 2s to 1s")]
    public void Another_place_in_a_cluster_needs_another_node(string before, string after, string expected)
    {
        var difference = PlanDifference.Between(Clustered(before), Clustered(after));

        Assert.Equal(
            $"cluster: {expected}: needs a restart of the node (cplane shutdown, cplane run)",
            Assert.Single(difference.Refused).Text);
    }

    [Fact]
    public void Joining_or_leaving_a_cluster_needs_another_node()
    {
        Assert.Equal(
            ["cluster: added: needs a restart of the node (cplane shutdown, cplane run)"],
            PlanDifference.Between(Plan(), Clustered("")).Refused.Select(change => change.Text));
        Assert.Equal(
            ["cluster: removed: needs a restart of the node (cplane shutdown, cplane run)"],
            PlanDifference.Between(Clustered(""), Plan()).Refused.Select(change => change.Text));
        Assert.True(PlanDifference.Between(Clustered("lease = 5"), Clustered("")).IsEmpty);
    }

    [Theory]
    [InlineData("listen = \"[::1]:2\", token_file = u", "listen from 127.0.0.1:1 to [::1]:2, token_file from /work/t "
        + "to /work/u")]
    [InlineData("listen = \"127.0.0.1:1\", token_file = t, tls { cert = a, key = b }",
        "tls.cert from none to /work/a, tls.key from none to /work/b")]
    public void Another_address_of_the_control_API_needs_another_node(string after, string expected)
    {
        const string Before = "listen = \"127.0.0.1:1\", token_file = t";
        const string Restart = ": needs a restart of the node (cplane shutdown, cplane run)";

        Assert.Equal([$"controller.control: {expected}{Restart}"], Refused(Controlled(Before), Controlled(after)));
        Assert.Equal([$"controller.control: added{Restart}"], Refused(Plan(), Controlled(after)));
        Assert.Equal([$"controller.control: removed{Restart}"], Refused(Controlled(after), Plan()));
        Assert.True(PlanDifference.Between(Controlled(after), Controlled(after)).IsEmpty);
    }

    [Fact]
    public void Other_changes_need_none() =>
        Assert.Empty(PlanDifference.Between(Plan(A, C), Plan(B)).Refused);

    [Fact]
    public void Logging_that_changed_is_one_change_and_stands_first()
    {
        var next = Reading.Plan($"controlplane {{ controller.max_level = err, service {{ {A} }} }}");
        var difference = PlanDifference.Between(Plan(), next);

        Assert.Equal(["controller: logging changed", "service a: added, 1 container"], difference.Lines);
    }

    [Fact]
    public void Another_format_of_a_destination_is_a_change_of_the_logging()
    {
        static NodePlan Plan(string format) => Reading.Plan(
            "controlplane.controller.logging.x { type = file, file = \"/var/log/x\", format = \"" + format + "\" }");

        Assert.Equal(
            ["controller: logging changed"], PlanDifference.Between(
                Plan("${message}"), Plan("${level} ${message}")).Lines);
        Assert.Empty(PlanDifference.Between(Plan("${message}"), Plan("${message}")).Lines);
    }

    [Fact]
    public void An_address_is_given_up_before_another_service_takes_it()
    {
        static string At(string service, int port) => $"{service} {{ processor.type = hello, "
            + $"protocol.p.address = [ {{ type = internet, bind = \"127.0.0.1:{port}\" }} ] }}";

        Assert.Equal(
            [
                "service z: removed",
                "service a: protocol p leaves 127.0.0.1:1",
                "service b: protocol p leaves 127.0.0.1:2",
                "service a: protocol p listens on 127.0.0.1:2",
                "service b: protocol p listens on 127.0.0.1:3",
                "service y: added, 1 container, listens on 127.0.0.1:1",
            ],
            PlanDifference.Between(Plan(At("a", 1), At("b", 2), At("z", 3)), Plan(At("y", 1), At("a", 2), At("b",
                3))).Lines);
    }

    [Fact]
    public void A_scaled_service_goes_back_to_the_number_of_the_file()
    {
        var file = Plan(A, B);
        var running = file with { Services = [file.Services[0], file.Services[1].WithContainers(7)] };

        Assert.Equal(["service b: containers from 7 to 2"], PlanDifference.Between(running, file).Lines);
    }

    [Fact]
    public void The_changes_of_one_service_can_be_asked_for() => Assert.Equal(
        ["service b: added, 2 containers"],
        PlanDifference.Between(Plan(A), Plan(B)).Of("b").Select(change => change.Text));

    [Fact]
    public void Going_there_and_back_is_seen_both_times() =>
        Assert.False(PlanDifference.Between(Plan(A), Plan()).IsEmpty || PlanDifference.Between(Plan(),
            Plan(A)).IsEmpty);

    private static IEnumerable<string> Refused(NodePlan old, NodePlan next) =>
        PlanDifference.Between(old, next).Refused.Select(change => change.Text);

    private static NodePlan Controlled(string keys) =>
        Reading.Plan($"controlplane {{ service {{}}, controller.control {{ {keys} }} }}");

    private static NodePlan Clustered(string lines) => Reading.Plan(
        "controlplane { service {}, cluster { name = c, etcd.endpoints = [\"http://h\"]\n" + lines + " } }");

    private static NodePlan Plan(params string[] services) =>
        Reading.Plan($"controlplane.service {{ {string.Join('\n', services)} }}");
}
