using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ServiceDifferenceSpec
{
    private const string Dynamic = "type = dynamic, min_free_jobs_capacity = 1, max_free_jobs_capacity = 3";

    [Theory]
    [InlineData("workload_manager.threads = 4", "workload_manager.threads = 6", "containers from 4 to 6")]
    [InlineData("", "workload_manager { max_jobs_per_thread = 3, greedy_accepts = true }",
        "max_jobs_per_thread from off to 3, greedy_accepts from false to true")]
    [InlineData("workload_manager.threads = 2", $"workload_manager {{ {Dynamic}, max_threads = 9 }}",
        "workload_manager from constant (2) to dynamic (up to 9)")]
    [InlineData($"workload_manager {{ {Dynamic}, max_threads = 9 }}",
        $"workload_manager {{ {Dynamic}, max_threads = 8, inactivity_timeout = 1s }}",
        "max_threads from 9 to 8, inactivity_timeout from 15s to 1s")]
    [InlineData("", "enabled = false", "disabled")]
    [InlineData("enabled = false", "enabled = true", "enabled")]
    [InlineData("", "shutdown_timeout = 1500ms", "shutdown_timeout from 30s to 1500ms")]
    [InlineData("startup_timeout = -1", "min_uptime = 2s", "startup_timeout from off to 60s, min_uptime from 1s to 2s")]
    [InlineData("", "start_failures { limit = 3, then = wait }", "start_failures.limit from off to 3, "
        + "start_failures.then from disable to wait")]
    [InlineData(
        "", "placement { scope = cluster, spread = zone, max_per_node = 4, weight = 2, memory = 1K, require.zone = a }",
        "placement.scope from node to cluster, placement.require from nothing to zone=a, placement.spread from node to "
            + "zone, "
        + "placement.max_per_node from off to 4, placement.weight from 1 to 2, placement.memory from 0 to 1024")]
    [InlineData("", "processor.ready = notify", "processor.ready from auto to notify")]
    [InlineData("", "processor.command = [b]", "worker changed (command): its containers are replaced")]
    [InlineData("", "processor.directory = \"/srv\"", "worker changed (directory): its containers are replaced")]
    [InlineData("", "user = www", "worker changed (user): its containers are replaced")]
    [InlineData("user = www", "user = www, group = adm", "worker changed (user): its containers are replaced")]
    [InlineData("processor.environment { A = 1, B = 1, C = 1 }", "processor.environment { D = 1, A = 1, C = 2 }",
        "worker changed (environment B C D): its containers are replaced")]
    [InlineData("", "processor { command = [b], environment.A = 1 }",
        "worker changed (command, environment A): its containers are replaced")]
    public void One_kind_of_change_is_one_line(string before, string after, string expected) =>
        Assert.Equal([$"service web: {expected}"], Lines(before, after));

    [Theory]
    [InlineData("shutdown_timeout = 60", "shutdown_timeout = 1m")]
    [InlineData("processor.environment { A = 1, B = 2 }", "processor.environment { B = 2, A = 1 }")]
    [InlineData("", "enabled = true, workload_manager.threads = 1")]
    [InlineData("", "placement { scope = node, spread = node }")]
    [InlineData("placement.require { a = 1, b = 2 }", "placement.require { b = 2, a = 1 }")]
    [InlineData("user = www", "user = 33, group = www")]
    [InlineData("start_failures.limit = 3", "start_failures { limit = 3, then = disable }")]
    public void What_means_the_same_is_no_change(string before, string after) => Assert.Empty(Lines(before, after));

    [Fact]
    public void Values_of_the_environment_are_not_told() => Assert.DoesNotContain(
        "s3cret", string.Join('\n', Lines("", "processor.environment.TOKEN = s3cret")), StringComparison.Ordinal);

    [Fact]
    public void Changes_of_several_kinds_stand_in_a_fixed_order() => Assert.Equal(
        [
            "service web: protocol p listens on 127.0.0.1:80",
            "service web: worker changed (command, sockets): its containers are replaced",
            "service web: min_uptime from 1s to 5s",
            "service web: containers from 1 to 2",
            "service web: disabled",
        ],
        Lines("", """
            enabled = false, workload_manager.threads = 2, min_uptime = 5s, processor.command = [b]
            protocol.p.address = [ { type = internet, bind = "127.0.0.1:80" } ]
            """));

    [Theory]
    [InlineData("processor { type = process, command = [a] }", "processor.type = hello")]
    [InlineData("processor.type = hello", "processor.type = echo")]
    public void Another_type_of_processor_is_another_worker(string before, string after)
    {
        static NodePlan Plan(string processor) => Reading.Plan(
            $"controlplane.service.web {{ {processor}, protocol.p.address = [ {{ type = internet, bind = "
                + $"\"127.0.0.1:80\" }} ] }}");

        Assert.Equal(
            ["service web: worker changed (type): its containers are replaced"],
            PlanDifference.Between(Plan(before), Plan(after)).Lines);
    }

    [Theory]
    [InlineData("a = 1", "a = 2", "service web: worker changed (processor): its containers are replaced")]
    [InlineData("a = 1, b = 2", "b = 2, a = 1", "")]
    public void Other_settings_of_a_processor_are_another_worker(string before, string after, string expected)
    {
        var options = Reading.Options with
        {
            Processors = ProcessorRegistry.BuiltIn.With("mine", settings =>
            {
                _ = settings.Keys;
                return new EchoProcessor();
            }),
        };
        NodePlan Plan(string keys) => Reading.Plan(
            $"controlplane.service.web {{ processor {{ type = mine, {keys} }}, protocol.p.address = [ "
                + "{ type = internet, bind = \"127.0.0.1:80\" } ] }", options: options);

        Assert.Equal(expected, string.Join('\n', PlanDifference.Between(Plan(before), Plan(after)).Lines));
    }

    private static IReadOnlyList<string> Lines(string before, string after) =>
        PlanDifference.Between(Plan(before), Plan(after)).Lines;

    private static NodePlan Plan(string lines) => Reading.Plan(
        $"controlplane.service.web {{ processor {{ type = process, command = [a] }}\n{lines} }}");
}
