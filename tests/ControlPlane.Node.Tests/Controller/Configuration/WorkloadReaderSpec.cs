using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class WorkloadReaderSpec
{
    private const string Path = "controlplane.service.web.workload_manager";
    private const string Needed = "min_free_jobs_capacity = 2, max_free_jobs_capacity = 6, max_threads = 20";

    [Theory]
    [InlineData("", 1)]
    [InlineData("workload_manager {}", 1)]
    [InlineData("workload_manager.threads = 4", 4)]
    [InlineData("workload_manager { type = constant, threads = 10000 }", 10_000)]
    public void It_is_constant_with_one_container_unless_said(string line, int threads) =>
        Assert.Equal(new ConstantPlan(threads), Reading.Service(Reading.Process(line)).Workload);

    [Fact]
    public void Constant_takes_max_jobs_per_thread_and_greedy_accepts() => Assert.Equal(
        new ConstantPlan(2, MaxJobs: 10, Greedy: true),
        Read("threads = 2, max_jobs_per_thread = 10, greedy_accepts = true"));

    [Fact]
    public void Dynamic_takes_all_its_keys() => Assert.Equal(
        new DynamicPlan(4, 3, 2, 6, 20, TimeSpan.FromSeconds(5), Greedy: true),
        Read($"type = dynamic, {Needed}, max_jobs_per_thread = 4, recommended_jobs_per_thread = 3, "
            + "inactivity_timeout = 5, greedy_accepts = true"));

    [Fact]
    public void Dynamic_has_one_job_a_container_and_15_s_unless_said() => Assert.Equal(
        new DynamicPlan(1, 1, 2, 6, 20, TimeSpan.FromSeconds(15)), Read($"type = dynamic, {Needed}"));

    [Fact]
    public void Recommended_jobs_are_the_most_jobs_unless_said() => Assert.Equal(
        7, Assert.IsType<DynamicPlan>(Read($"type = dynamic, {Needed}, max_jobs_per_thread = 7")).Recommended);

    [Theory]
    [InlineData("threads = 0")]
    [InlineData("threads = 10001")]
    [InlineData("threads = many")]
    [InlineData("threads = 1.5")]
    public void Threads_are_an_integer_from_1_to_10000(string key) =>
        Assert.Contains("expected an integer from 1 to 10000", Error(key, "threads"), StringComparison.Ordinal);

    [Theory]
    [InlineData("max_jobs_per_thread", "0", "an integer from 1 to 100000")]
    [InlineData("max_jobs_per_thread", "100001", "an integer from 1 to 100000")]
    [InlineData("recommended_jobs_per_thread", "0", "an integer from 1 to 100000")]
    [InlineData("min_free_jobs_capacity", "-1", "an integer from 0 to 1000000000")]
    [InlineData("max_free_jobs_capacity", "-1", "an integer from 0 to 1000000000")]
    [InlineData("max_threads", "0", "an integer from 1 to 10000")]
    [InlineData("max_threads", "10001", "an integer from 1 to 10000")]
    [InlineData("max_threads", "2.5", "an integer from 1 to 10000")]
    [InlineData("inactivity_timeout", "0", "a duration from 1s to 7d")]
    [InlineData("inactivity_timeout", "999ms", "a duration from 1s to 7d")]
    [InlineData("inactivity_timeout", "-1", "a duration from 1s to 7d")]
    [InlineData("greedy_accepts", "perhaps", "true or false")]
    public void Each_key_of_dynamic_has_its_bounds(string key, string value, string expected)
    {
        var error = Error($"type = dynamic, {Needed}, {key} = {value}", key);

        Assert.StartsWith($"{Path}.{key}: is [{value}]", error, StringComparison.Ordinal);
        Assert.Contains($"expected {expected}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_jobs_per_thread = 0")]
    [InlineData("max_jobs_per_thread = many")]
    public void A_limit_of_jobs_is_at_least_one_also_where_it_is_constant(string key) =>
        Assert.Contains("expected an integer from 1", Error(key, "max_jobs_per_thread"), StringComparison.Ordinal);

    [Theory]
    [InlineData("min_free_jobs_capacity", "max_free_jobs_capacity = 6, max_threads = 20")]
    [InlineData("max_free_jobs_capacity", "min_free_jobs_capacity = 2, max_threads = 20")]
    [InlineData("max_threads", "min_free_jobs_capacity = 2, max_free_jobs_capacity = 6")]
    public void Three_keys_of_dynamic_are_required(string missing, string others) => Assert.Contains(
        $"{Path}.{missing}: is missing", Error($"type = dynamic, {others}", missing), StringComparison.Ordinal);

    [Fact]
    public void More_recommended_jobs_than_the_most_are_an_error() => Assert.Equal(
        $"{Path}.recommended_jobs_per_thread: is [5], more than max_jobs_per_thread (4); expected 1 to 4",
        Error($"type = dynamic, {Needed}, max_jobs_per_thread = 4, recommended_jobs_per_thread = 5", ""));

    [Fact]
    public void A_most_free_capacity_below_the_least_is_an_error() => Assert.Equal(
        $"{Path}.max_free_jobs_capacity: is [1], less than min_free_jobs_capacity (2); expected at least 2",
        Error("type = dynamic, min_free_jobs_capacity = 2, max_free_jobs_capacity = 1, max_threads = 3", ""));

    [Theory]
    [InlineData("recommended_jobs_per_thread = 1")]
    [InlineData("min_free_jobs_capacity = 2")]
    [InlineData("max_free_jobs_capacity = 6")]
    [InlineData("max_threads = 20")]
    [InlineData("inactivity_timeout = 15s")]
    public void A_key_of_dynamic_in_constant_is_an_error_that_says_so(string key) => Assert.Contains(
        "belongs to type = dynamic", Error($"threads = 2, {key}", key.Split(' ')[0]), StringComparison.Ordinal);

    [Fact]
    public void A_key_of_constant_in_dynamic_is_an_error_that_says_so() => Assert.Equal(
        $"{Path}.threads: belongs to type = constant; dynamic has max_threads. Remove the key, or change the type",
        Error($"type = dynamic, {Needed}, threads = 2", "threads"));

    [Fact]
    public void An_unknown_type_is_one_error_with_what_is_allowed() => Assert.Contains(
        "constant, dynamic", Error("type = constnat, threads = 2, x = 1", "type"), StringComparison.Ordinal);

    [Theory]
    [InlineData("thread = 2", "[threads]")]
    [InlineData($"type = dynamic, {Needed}, max_thread = 2", "[max_threads]")]
    public void An_unknown_key_is_an_error_that_names_the_nearest_one(string keys, string nearest) =>
        Assert.Contains(nearest, Error(keys, ""), StringComparison.Ordinal);

    private static WorkloadPlan Read(string keys) =>
        Reading.Service(Reading.Process($"workload_manager {{ {keys} }}")).Workload;

    private static string Error(string keys, string at)
    {
        var error = Reading.ErrorAt(2, Reading.Process($"workload_manager {{ {keys} }}"));
        Assert.StartsWith($"{Path}.{at}", error, StringComparison.Ordinal);
        return error;
    }
}
