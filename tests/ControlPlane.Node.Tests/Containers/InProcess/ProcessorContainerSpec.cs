using System.Net.Sockets;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Containers.InProcess;

public sealed class ProcessorContainerSpec
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    /// <summary>Each start has it, also one that goes well: a busy machine is no failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ScriptedProcessor _processor = new();

    [Fact]
    public async Task The_hooks_of_one_container_come_in_their_order()
    {
        await using var one = new OneService(_processor);
        Assert.Equal("one-1", await one.Visit());
        await Eventually.True(() => _processor.Calls.Contains("workload -0"));
        Assert.IsType<AdminProtocol.Done>(await one.Ask(new ServiceProtocol.PrepareSystemShutdown()));
        Assert.IsType<AdminProtocol.Done>(await one.Remove());
        Assert.Equal(
            [
                "post-add", "pre-start", "post-start", "workload +1", "process", "workload -0", "system-shutdown",
                "shutdown",
                "pre-finish", "post-finish", "post-remove",
            ],
            _processor.Calls);
    }

    [Fact]
    public async Task A_container_is_starting_until_post_start_has_returned()
    {
        var gate = new TaskCompletionSource();
        _processor.On = (hook, _) => hook == "post-start" ? gate.Task : Task.CompletedTask;
        await using var one = new OneService(_processor);
        using var early = await one.Connect();
        await Eventually.True(() => _processor.Calls.Contains("post-start"));
        Assert.Equal(ContainerState.Starting, Assert.Single(await one.Containers()).State);
        Assert.DoesNotContain("process", _processor.Calls);
        gate.SetResult();
        Assert.Equal("one-1", await OneService.Greeting(early));
        await one.Ready();
    }

    [Theory]
    [InlineData("pre-start")]
    [InlineData("post-start")]
    public async Task A_start_hook_that_throws_is_a_start_failure_and_the_container_is_replaced(string bad)
    {
        var failures = 3;
        _processor.On = (hook, _) =>
            hook == bad && failures-- > 0 ? throw new InvalidOperationException("no luck") : Task.CompletedTask;
        await using var one = new OneService(_processor);
        Assert.Equal("one-1", await one.Visit());
        Assert.Equal(3, Assert.Single(await one.Containers()).Restarts);
        Assert.Contains(
            $"one-1: hook {bad}: Exception InvalidOperationException: no luck", one.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_that_never_returns_is_left_behind_after_startup_timeout_and_replaced(bool blocksItsThread)
    {
        using var release = new ManualResetEventSlim();
        var starts = 0;
        _processor.On = (hook, _) =>
        {
            if (hook != "post-start" || Interlocked.Increment(ref starts) > 1)
            {
                return Task.CompletedTask;
            }

            if (blocksItsThread)
            {
                release.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
            }

            return new TaskCompletionSource().Task;
        };
        await using var one = new OneService(_processor, change: p => p with
        {
            Lifecycle = p.Lifecycle with { StartupTimeout = Patience },
        });
        Assert.Equal("one-1", await one.Visit());
        Assert.Equal(1, Assert.Single(await one.Containers()).Restarts);
        Assert.Contains("not ready after 3 s (startup_timeout)", one.Log, StringComparison.Ordinal);
        release.Set();
    }

    [Theory]
    [InlineData("post-add")]
    [InlineData("workload")]
    [InlineData("shutdown")]
    [InlineData("pre-finish")]
    [InlineData("post-finish")]
    [InlineData("post-remove")]
    public async Task Another_hook_that_throws_is_reported_and_changes_nothing(string bad)
    {
        _processor.On = (hook, _) => hook == bad ? throw new InvalidOperationException("no luck") : Task.CompletedTask;
        await using var one = new OneService(_processor);
        Assert.Equal("one-1", await one.Visit());
        await Eventually.True(() => _processor.Calls.Contains("workload -0"));
        Assert.IsType<AdminProtocol.Done>(await one.Remove());
        Assert.Contains($"hook {bad}: Exception InvalidOperationException: no luck", one.Log, StringComparison.Ordinal);
        Assert.Equal("post-remove", _processor.Calls.Last());
    }

    [Theory]
    [InlineData("shutdown")]
    [InlineData("pre-finish")]
    public async Task A_hook_that_holds_up_the_end_is_left_behind_after_shutdown_timeout(string bad)
    {
        _processor.On = (hook, _) => hook == bad ? new TaskCompletionSource().Task : Task.CompletedTask;
        await using var one = new OneService(_processor, change: Impatient);
        await one.Ready();
        Assert.IsType<AdminProtocol.Done>(await one.Disable());
        Assert.Empty(await one.Containers());
    }

    [Fact]
    public async Task A_job_that_throws_loses_its_connection_and_nothing_else()
    {
        _processor.Job = (_, _, _) => throw new InvalidOperationException("no luck");
        await using var one = new OneService(_processor);
        using var client = await one.Connect();
        Assert.Null(await OneService.Greeting(client));
        _processor.Job = null;
        Assert.Equal("one-1", await one.Visit());
        Assert.Equal(0, Assert.Single(await one.Containers()).Restarts);
        Assert.Contains(
            "processor [scripted] failed: InvalidOperationException: no luck; the container goes on", one.Log,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_exception_the_processor_may_have_its_container_replaced()
    {
        _processor.Job = (_, _, _) => throw new InvalidOperationException("no luck");
        _processor.GoesOn = _ => false;
        await using var one = new OneService(_processor);
        using var client = await one.Connect();
        Assert.Null(await OneService.Greeting(client));
        _processor.Job = null;
        await Eventually.Succeeds(async () => Assert.Equal(1, Assert.Single(await one.Containers()).Restarts));
        Assert.Equal("one-1", await one.Visit());
    }

    [Fact]
    public async Task A_job_that_ignores_its_cancellation_is_cut_off_after_shutdown_timeout()
    {
        _processor.Job = (_, _, _) => new TaskCompletionSource().Task;
        await using var one = new OneService(_processor, change: Impatient);
        using var client = await one.Connect();
        await Eventually.True(() => _processor.Calls.Contains("process"));
        Assert.IsType<AdminProtocol.Done>(await one.Disable());
        Assert.Null(await OneService.Greeting(client));
        await Eventually.True(
            () => one.Log.Contains("1 jobs ignore that the container has ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_a_job_leaks_is_closed()
    {
        Stream? leaked = null;
        _processor.Job = (_, connection, _) =>
        {
            leaked = connection.Stream;
            return Task.CompletedTask;
        };
        await using var one = new OneService(_processor);
        using var client = await one.Connect();
        Assert.Null(await OneService.Greeting(client));
        Assert.NotNull(leaked);
        Assert.False(leaked.CanRead);
    }

    [Fact]
    public async Task Jobs_that_block_their_threads_do_not_stop_the_node()
    {
        using var guard = new PoolGuard(_ => { });
        using var release = new ManualResetEventSlim();
        _processor.Job = (_, _, _) =>
        {
            release.Wait(TimeSpan.FromMinutes(2), CancellationToken.None);
            return Task.CompletedTask;
        };
        await using var one = new OneService(_processor, threads: 2);
        var clients = new List<TcpClient>();
        for (var i = 0; i < 100; i++)
        {
            clients.Add(await one.Connect());
        }

        await Eventually.True(() => _processor.Calls.Count(c => c == "process") == 100);
        Assert.Equal(2, (await one.Containers()).Count);
        release.Set();
        clients.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task At_the_limit_of_jobs_connections_wait_in_the_kernel()
    {
        await using var one = new OneService(
            _processor, threads: 2, p => p with { Workload = new ConstantPlan(2, MaxJobs: 1) });
        using var a = await one.Connect();
        using var b = await one.Connect();
        var both = new[] { await OneService.Greeting(a), await OneService.Greeting(b) };
        Assert.Equal(["one-1", "one-2"], both.Order());
        using var c = await one.Connect();
        var greeting = OneService.Greeting(c);
        await one.Containers();
        Assert.Equal(2, _processor.Calls.Count(x => x == "process"));
        Assert.False(greeting.IsCompleted);
        b.Dispose();
        Assert.Equal(both[1], await greeting);
    }

    [Fact]
    public async Task After_conn_limit_connections_a_container_is_replaced_and_nobody_is_refused()
    {
        await using var one = new OneService(_processor, change: p => p with
        {
            Lifecycle = p.Lifecycle with { ConnectionLimit = 2, MinUptime = TimeSpan.FromMinutes(1) },
        });
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal("one-1", await one.Visit());
        }

        await Eventually.Succeeds(async () => Assert.Equal(3, Assert.Single(await one.Containers()).Restarts));
        Assert.Equal(3, _processor.Calls.Count(c => c == "pre-finish"));
    }

    [Fact]
    public async Task Messages_are_delivered_one_after_the_other_in_their_order()
    {
        await using var one = new OneService(_processor);
        await one.Ready();
        for (var i = 0; i < 100; i++)
        {
            one.Tell(
                i % 2 == 0 ? new ContainerProtocol.Message($"m{i}", ["x"]) : new ServiceProtocol.Hear($"m{i}", ["x"]));
        }

        await Eventually.True(() => _processor.Calls.Count == 103);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => $"{(i % 2 == 0 ? "message" : "admin")} m{i} x"),
            _processor.Calls.Skip(3));
    }

    [Fact]
    public async Task The_number_of_jobs_is_shown()
    {
        await using var one = new OneService(_processor);
        using var a = await one.Connect();
        using var b = await one.Connect();
        await Eventually.Succeeds(async () => Assert.Equal(2, Assert.Single(await one.Containers()).Jobs));
        a.Dispose();
        b.Dispose();
        await Eventually.Succeeds(async () => Assert.Equal(0, Assert.Single(await one.Containers()).Jobs));
    }

    [Fact]
    public async Task Garbage_is_collected_after_each_time_without_jobs_where_that_is_wanted()
    {
        await using var one = new OneService(_processor, change: p => p with
        {
            Lifecycle = p.Lifecycle with { CollectWhenIdle = true },
        });
        for (var round = 0; round < 2; round++)
        {
            var before = GC.CollectionCount(2);
            await one.Visit();
            await Eventually.True(() => GC.CollectionCount(2) > before);
        }
    }

    private static ServicePlan Impatient(ServicePlan plan) =>
        plan with { Lifecycle = plan.Lifecycle with { ShutdownTimeout = Soon } };
}
