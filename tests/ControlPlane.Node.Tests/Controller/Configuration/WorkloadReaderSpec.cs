namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class WorkloadReaderSpec
{
    private const string Path = "controlplane.service.web.workload_manager";

    [Theory]
    [InlineData("", 1)]
    [InlineData("workload_manager {}", 1)]
    [InlineData("workload_manager.threads = 4", 4)]
    [InlineData("workload_manager { type = constant, threads = 10000 }", 10_000)]
    public void It_is_constant_with_one_container_unless_said(string line, int threads) =>
        Assert.Equal(threads, Reading.Service(Reading.Process(line)).Workload.Threads);

    [Theory]
    [InlineData("threads = 0")]
    [InlineData("threads = 10001")]
    [InlineData("threads = many")]
    [InlineData("threads = 1.5")]
    public void Threads_are_an_integer_from_1_to_10000(string key)
    {
        var error = Reading.ErrorAt(2, Reading.Process($"workload_manager {{ {key} }}"));

        Assert.StartsWith($"{Path}.threads: is [", error, StringComparison.Ordinal);
        Assert.Contains("expected an integer from 1 to 10000", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dynamic_one_comes_later_and_its_keys_are_not_held_against_it() => Assert.Equal(
        $"{Path}.type: is [dynamic], which is known, but not in this version; expected constant",
        Reading.ErrorAt(2, Reading.Process("workload_manager { type = dynamic, max_threads = 20, "
            + "min_free_jobs_capacity = 2 }")));

    [Theory]
    [InlineData("max_jobs_per_thread = 4")]
    [InlineData("greedy_accepts = true")]
    [InlineData("recommended_jobs_per_thread = 1")]
    [InlineData("min_free_jobs_capacity = 2")]
    [InlineData("max_free_jobs_capacity = 6")]
    [InlineData("max_threads = 20")]
    [InlineData("inactivity_timeout = 15s")]
    public void Keys_of_later_versions_are_known_and_refused(string key) => Assert.Contains(
        "known, but not in this version",
        Reading.ErrorAt(2, Reading.Process($"workload_manager {{ threads = 2, {key} }}")),
        StringComparison.Ordinal);

    [Fact]
    public void An_unknown_type_is_one_error_with_what_is_allowed() => Assert.Contains(
        "constant",
        Reading.ErrorAt(2, Reading.Process("workload_manager { type = constnat, threads = 2, x = 1 }")),
        StringComparison.Ordinal);

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_nearest_one() => Assert.Contains(
        "[threads]", Reading.ErrorAt(2, Reading.Process("workload_manager.thread = 2")), StringComparison.Ordinal);
}
