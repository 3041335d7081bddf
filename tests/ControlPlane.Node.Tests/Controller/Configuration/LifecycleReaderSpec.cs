using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class LifecycleReaderSpec
{
    [Fact]
    public void The_defaults_are_those_of_the_reference() => Assert.Equal(
        new LifecyclePlan(
            TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), null,
                StartFailureThen.Disable),
        Read(""));

    [Theory]
    [InlineData("startup_timeout = 90s", 90_000)]
    [InlineData("startup_timeout = 1500ms", 1_500)]
    [InlineData("startup_timeout = 5", 5_000)]
    [InlineData("startup_timeout = 7 days", 604_800_000)]
    public void A_startup_timeout_is_a_duration_and_a_bare_number_is_seconds(string line, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read(line).StartupTimeout);

    [Theory]
    [InlineData("startup_timeout = -1")]
    [InlineData("startup_timeout = -1s")]
    public void A_negative_startup_timeout_is_off(string line) => Assert.Null(Read(line).StartupTimeout);

    [Theory]
    [InlineData("", null, false)]
    [InlineData("conn_limit = 0", null, false)]
    [InlineData("conn_limit = 100000, gc_when_idle = true", 100_000, true)]
    public void Code_in_this_process_has_a_limit_of_connections_and_may_collect_when_idle(
        string line, int? limit, bool collect)
    {
        var plan = Reading.Service($$"""
            controlplane.service.web {
            {{line}}
            processor.type = echo, protocol.p.address = [ { type = internet, bind = "127.0.0.1:80" } ] }
            """).Lifecycle;
        Assert.Equal((limit, collect), (plan.ConnectionLimit, plan.CollectWhenIdle));
    }

    [Theory]
    [InlineData("conn_limit = 1", "conn_limit: needs code in this process: an OS process accepts for itself")]
    [InlineData("gc_when_idle = true", "gc_when_idle: needs code in this process")]
    [InlineData("conn_limit = -1", "conn_limit: is [-1]")]
    public void Neither_is_for_OS_processes(string line, string error) => Assert.StartsWith(
        $"controlplane.service.web.{error}", Reading.ErrorAt(2, Reading.Process(line)), StringComparison.Ordinal);

    [Fact]
    public void A_startup_timeout_of_zero_is_an_error() => Assert.Equal(
        "controlplane.service.web.startup_timeout: is zero, so no container could ever start; "
        + "expected a duration up to 7 days, or a negative one for no limit",
        Reading.ErrorAt(2, Reading.Process("startup_timeout = 0, min_uptime = 0", "command = [a], ready = notify")));

    [Theory]
    [InlineData("drain = signal", DrainMethod.Signal)]
    [InlineData("drain = FREEZE", DrainMethod.Freeze)]
    [InlineData("drain = report", DrainMethod.Report)]
    [InlineData("", null)]
    internal void How_it_drains_is_by_situation_unless_it_is_said(string line, DrainMethod? method) => Assert.Equal(
        method,
        Reading.Service(
            Reading.Process($"{line}\n protocol.p.address = [ {{ type = local, path = x }} ]")).Lifecycle.Drain);

    [Theory]
    [InlineData("drain = freeze", "is [freeze], but without a protocol there are no connections to wait for; ")]
    [InlineData("drain = thaw", "expected one of [signal, freeze, report]")]
    public void A_way_to_drain_that_cannot_work_is_an_error(string line, string error) => Assert.Contains(
        error, Reading.ErrorAt(2, Reading.Process(line)), StringComparison.Ordinal);

    [Theory]
    [InlineData("freeze")]
    [InlineData("report")]
    public void Code_in_this_process_is_neither_frozen_nor_asked(string method) => Assert.Contains(
        $"is [{method}], which is for processes",
        Reading.ErrorAt(1, "controlplane.service.web { drain = " + method
            + ", processor.type = echo, protocol.p.address = [ { type = local, path = x } ] }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("startup_timeout = 8d")]
    [InlineData("shutdown_timeout = 8d")]
    [InlineData("shutdown_timeout = -1s")]
    [InlineData("min_uptime = 2d, startup_timeout = -1")]
    [InlineData("min_uptime = -1s")]
    [InlineData("start_failures.limit = -1")]
    [InlineData("start_failures.limit = 1000001")]
    [InlineData("start_failures { limit = 1, then = retry }")]
    [InlineData("shutdown_timeout = soon")]
    [InlineData("shutdown_timeout = 3 parsecs")]
    public void What_is_out_of_range_is_an_error(string line) => Assert.Contains(
        "expected", Reading.ErrorAt(2, Reading.Process(line)), StringComparison.Ordinal);

    [Theory]
    [InlineData("shutdown_timeout = 0")]
    [InlineData("min_uptime = 0")]
    public void Zero_is_allowed_elsewhere(string line) => Assert.Equal(
        TimeSpan.Zero, line.StartsWith('s') ? Read(line).ShutdownTimeout : Read(line).MinUptime);

    [Theory]
    [InlineData("min_uptime = 60s", "min_uptime")]
    [InlineData("startup_timeout = 1s", "startup_timeout")]
    public void A_container_that_is_ready_by_uptime_must_be_given_the_time(string line, string key) =>
        Assert.StartsWith(
        $"controlplane.service.web.{key}: leaves no time: a container is ready when it has lived for min_uptime ",
        Reading.ErrorAt(2, Reading.Process(line)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("startup_timeout = 1s", "command = [a], ready = notify")]
    [InlineData("startup_timeout = -1, min_uptime = 1h", "command = [a]")]
    public void One_that_says_so_itself_or_has_no_limit_needs_none(string line, string processor) =>
        Assert.NotNull(Reading.Service(Reading.Process(line, processor)).Lifecycle);

    [Theory]
    [InlineData("start_failures.limit = 10", 10, StartFailureThen.Disable)]
    [InlineData("start_failures { limit = 3, then = wait }", 3, StartFailureThen.Wait)]
    [InlineData("start_failures { limit = 3, then = DISABLE }", 3, StartFailureThen.Disable)]
    [InlineData("start_failures.limit = 0", null, StartFailureThen.Disable)]
    internal void Start_failures_can_be_limited(string line, int? limit, StartFailureThen then)
    {
        var plan = Read(line);

        Assert.Equal(limit, plan.StartFailureLimit);
        Assert.Equal(then, plan.StartFailureThen);
    }

    [Fact]
    public void What_happens_at_the_limit_cannot_be_said_without_a_limit() => Assert.Equal(
        "controlplane.service.web.start_failures.then: has no effect without a limit; add limit = 10 (Netplex's), or "
            + "remove it",
        Reading.ErrorAt(2, Reading.Process("start_failures.then = wait")));

    [Fact]
    public void An_unknown_key_of_the_limit_is_an_error() => Assert.Contains(
        "[limit]", Reading.ErrorAt(2, Reading.Process("start_failures.limits = 10")), StringComparison.Ordinal);

    private static LifecyclePlan Read(string line) => Reading.Service(Reading.Process(line)).Lifecycle;
}
