using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>Workers that misbehave: their service shows it, another one does not notice.</summary>
public sealed class BadWorkersSpec : IAsyncLifetime
{
    private readonly Place _place = new();
    private readonly int _good = FreePort.Next();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_program_that_has_gone_is_shown_and_comes_back_when_it_is_there_again()
    {
        const string Text = "#!/bin/sh\nexec sleep 1000000\n";
        var program = Executable(Text);
        await StartBeside(Workers.Program("bad", $"[\"{program}\"]"));
        await _place.Ready("bad", 1);

        File.Delete(program);
        (await _place.Containers("bad")).Single().Process!.Signal(ProcessMark.Kill);

        await Shows(c => c.State == "waiting" && c.Detail.Contains(program, StringComparison.Ordinal) && c.Pid is null);
        await GoodOneIsUntouched();
        Executable(Text);
        await _place.Done("enable", "bad");
        await _place.Ready("bad", 1);
    }

    [Fact]
    public async Task A_worker_that_dies_at_once_backs_off()
    {
        await StartBeside(Workers.Program("bad", """["sh", "-c", "exit 3"]"""));

        await Shows(c => c is { State: "waiting", Restarts: >= 3 }
            && c.Detail.StartsWith("backoff: exit", StringComparison.Ordinal)
            && c.Detail.Contains("times without a good run", StringComparison.Ordinal));
        await _place.Logged("bad-1: process");
        await _place.Logged("ended unexpectedly");
        await GoodOneIsUntouched();
    }

    [Fact]
    public async Task Enough_start_failures_disable_the_service_where_that_is_asked_for()
    {
        await StartBeside(Workers.Program(
            "bad", """["sh", "-c", "exit 3"]""", more: "start_failures { limit = 3, then = disable }"));

        await Eventually.Succeeds(async () => Assert.Equal("disabled", (await _place.Service("bad")).State));

        await Eventually.Succeeds(async () => Assert.Empty(await _place.Containers("bad")));
        await _place.Logged("bad: disabled after 3 start failures");
        await GoodOneIsUntouched();
    }

    [Fact]
    public async Task A_worker_that_floods_its_output_loses_lines_that_are_counted()
    {
        await StartBeside(Workers.Program("bad", """["yes", "a line of a flood that nobody will ever read"]"""));

        await _place.Logged(" dropped, because they came");
        await GoodOneIsUntouched();
        await _place.Ready("bad", 1);
        await _place.Done("disable", "bad");
        Assert.InRange(_place.Node.Mark.ResidentKilobytes(), 1, 400 * 1024);
    }

    [Fact]
    public async Task A_worker_that_ignores_TERM_is_killed_after_its_time()
    {
        await StartBeside(Workers.Program(
            "bad", """["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"]""", more: "shutdown_timeout = 1s"));
        await _place.Ready("bad", 1);
        await _place.Logged("[bad] [info] deaf"); // Its trap stands.
        var worker = (await _place.Containers("bad")).Single().Process!;

        await _place.Done("disable", "bad");

        Assert.False(worker.Exists);
        await _place.Logged("killed: still there 1 s after it was to leave (shutdown_timeout)");
        await GoodOneIsUntouched();
    }

    [Fact]
    public async Task Grandchildren_go_with_their_worker()
    {
        await StartBeside(Workers.Program(
            "bad", """["sh", "-c", "sleep 100001 & sleep 100002 & wait"]"""));
        await _place.Ready("bad", 1);
        await Eventually.True(() => Family().Count == 3);
        var family = Family();

        await _place.Done("disable", "bad");

        await Eventually.True(() => !family.Any(p => p.Exists));
        await GoodOneIsUntouched();
    }

    [Fact]
    public async Task Grandchildren_in_a_session_of_their_own_go_too_where_there_are_cgroups()
    {
        await StartBeside(Workers.Program(
            "bad", """["sh", "-c", "setsid sleep 100001 & setsid sleep 100002 & exec sleep 100003"]""",
            more: "shutdown_timeout = 1s"));
        await _place.Ready("bad", 1);
        await Eventually.True(() => Family().Count == 3);
        var family = Family();
        var leader = (await _place.Containers("bad")).Single().Pid;
        var shown = await _place.Done("containers", "bad", "-o", "json");
        var confined = shown.Contains("cgroup", StringComparison.Ordinal);

        await _place.Done("disable", "bad");

        await Eventually.True(() => !family.Any(p => p.Exists && (confined || p.Pid == leader)));
        await GoodOneIsUntouched();
    }

    [Fact]
    public async Task A_worker_that_closes_its_pipes_goes_on()
    {
        await StartBeside(Workers.Program("bad", """["sh", "-c", "exec >&- 2>&-; exec sleep 1000000"]"""));
        await _place.Ready("bad", 1);
        var before = await _place.Pids("bad");

        await GoodOneIsUntouched();

        Assert.Equal(before, await _place.Pids("bad"));
        await _place.Done("restart", "bad");
    }

    [Fact]
    public async Task A_worker_that_never_gets_ready_is_replaced_after_its_time()
    {
        await StartBeside(
            """
            bad {
              startup_timeout = 1s
              processor { type = process, command = ["sleep", "1000000"], ready = notify }
            }
            """);

        await Shows(c => c.Restarts >= 2);
        await _place.Logged("not ready after 1 s (startup_timeout)");
        await GoodOneIsUntouched();
    }

    private string Executable(string text)
    {
        var program = _place.Write("program", text);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    private async Task StartBeside(string bad)
    {
        _place.Configure(Workers.Web("good", _good) + bad);
        await _place.Start();
        await _place.Ready("good", 1);
    }

    private IReadOnlyList<ProcessMark> Family() =>
    [
        .. _place.Processes.IntersectBy(ProcessMark.With("CPLANE_CONTAINER", "bad-1").Select(p => p.Pid), p => p.Pid),
    ];

    private Task Shows(Func<ContainerFact, bool> wanted) => Eventually.Succeeds(async () =>
    {
        var one = (await _place.Containers("bad")).Single();
        Assert.True(wanted(one), $"{one}\n{_place.Node.Said}");
    });

    private async Task GoodOneIsUntouched()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("Hello from good-1", await Web.Get(_good));
        }

        Assert.Equal(("ready", 0), (await _place.Containers("good")).Select(c => (c.State, c.Restarts)).Single());
    }
}
