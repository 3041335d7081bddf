namespace ControlPlane.Import.Rules;

/// <summary>What Netplex refuses, and what it notices too late, is refused for the whole file.</summary>
public sealed class RuleCheckSpec
{
    [Theory]
    [InlineData("x = 1", "f:2:1: netplex: must not contain the parameter [x]")]
    [InlineData(
        "controller { sock_dir = \"/x\" }", "f:2:14: netplex.controller[0]: must not contain the parameter [sock_dir]")]
    [InlineData("controller { foo { } }", "f:2:14: netplex.controller[0]: must not contain the subsection [foo]")]
    [InlineData(
        "controller { max_level = \"loud\" }", "f:2:26: netplex.controller[0].max_level: is [loud], a bad level")]
    [InlineData("controller { } controller { }", "f:2:16: netplex.controller: is there twice")]
    [InlineData("controller { logging { type = \"nosuch\" } "
        + "}", "netplex.controller[0].logging[0].type: is [nosuch], no such logging type")]
    [InlineData(
        "controller { logging { type = \"file\" } }", "netplex.controller[0].logging[0]: has no parameter file")]
    [InlineData("controller { logging { type = \"multi_file\"; directory = \"/x\" } }", "requires a section file")]
    public void Of_the_controller(string text, string error) =>
        Assert.Contains(error, Reading.Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "startup_timeout = 5;", "netplex.service[0].startup_timeout: is not a floating-point number; write 5.0")]
    [InlineData("startup_timeout = \"5\";", "netplex.service[0].startup_timeout: is not a floating-point number")]
    [InlineData("conn_limit = 0;", "netplex.service[0].conn_limit: is 0; expected an integer from 1")]
    [InlineData("conn_limit = 1.0;", "netplex.service[0].conn_limit: is not an integer")]
    [InlineData("gc_when_idle = \"yes\";", "netplex.service[0].gc_when_idle: is not a boolean value")]
    [InlineData("user = 1;", "netplex.service[0].user: is not a string")]
    [InlineData("group = \"www\";", "netplex.service[0].group: is set without user")]
    [InlineData("name = \"again\";", "f:2:25: netplex.service[0].name: is defined twice")]
    public void Of_a_service(string more, string error) =>
        Assert.Contains(error, Reading.Refused(Reading.Service(more)), StringComparison.Ordinal);

    [Theory]
    [InlineData("address { type = \"nosuch\" }", "address[0].type: is [nosuch], no such address type")]
    [InlineData(
        "address { type = \"internet\"; bind = \"here\" }", "address[0].bind: is [here], which cannot be parsed")]
    [InlineData("address { type = \"internet\"; bind = \":80\" }", "address[0].bind: is [:80], which cannot be parsed")]
    [InlineData(
        "address { type = \"internet\"; bind = \"::1:80\" }", "address[0].bind: is [::1:80], which cannot be parsed")]
    [InlineData("address { type = \"local\" }", "address[0]: has no parameter path")]
    [InlineData("address { type = \"container\"; path = \"x\" }", "address[0]: must not contain the parameter [path]")]
    [InlineData("lstn_backlog = true", "protocol[0]: requires a section address")]
    [InlineData("local_chmod = true; address { type = \"container\" }", "local_chmod: is neither an integer")]
    public void Of_a_protocol(string inner, string error) => Assert.Contains(
        error, Reading.Refused(Reading.Service(http: $"protocol {{ name = \"p\"; {inner} }}")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("type = \"nosuch\"", "workload_manager[0].type: is [nosuch], no such workload_manager type")]
    [InlineData("type = \"constant\"", "workload_manager[0]: needs the parameter threads")]
    [InlineData("type = \"constant\"; threads = 0", "threads: is 0; expected an integer from 1")]
    [InlineData("type = \"constant\"; threads = 1; jobs = 1", "jobs: is the old name of threads")]
    [InlineData("type = \"constant\"; threads = 1; max_threads = 1", "must not contain the parameter [max_threads]")]
    [InlineData(
        "type = \"dynamic\"; max_free_jobs_capacity = 2; max_threads = 1", "has no parameter min_free_jobs_capacity")]
    [InlineData(
        "type = \"dynamic\"; min_free_jobs_capacity = 3; max_free_jobs_capacity = 2; max_threads = 1",
        "min_free_jobs_capacity: is 3, above max_free_jobs_capacity, which is 2")]
    [InlineData(
        "type = \"dynamic\"; min_free_jobs_capacity = 1; max_free_jobs_capacity = 2; max_threads = 1; "
        + "recommended_jobs_per_thread = 2",
        "recommended_jobs_per_thread: is 2, above max_jobs_per_thread, which is 1")]
    public void Of_a_workload_manager(string inner, string error) => Assert.Contains(
        error, Reading.Refused(Reading.Service(manager: $"workload_manager {{ {inner} }}")), StringComparison.Ordinal);

    [Fact]
    public void Missing_and_repeated_sections()
    {
        Assert.Contains(
            "requires a section processor", Reading.Refused("service { name = \"a\" }"), StringComparison.Ordinal);
        Assert.Contains(
            "netplex.service[0].processor: is there twice",
            Reading.Refused(Reading.Service(processor: Reading.Hello + Reading.Hello)), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_reported_at_once_in_file_order()
    {
        var lines = Reading.Refused(
            "controller { max_level = 1 };\n" + Reading.Service("conn_limit = 1.5;") + ";\ny = 2").Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("f:2:", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("f:3:", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("f:4:1: netplex: must not contain the parameter [y]", lines[2], StringComparison.Ordinal);
    }
}
