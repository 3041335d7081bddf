using ControlPlane.Platform.Native;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Output;

public sealed class OutputReaderSpec
{
    [Fact]
    public async Task A_flood_is_dropped_with_a_count_and_the_neighbour_is_heard_at_once()
    {
        await using var machine = new TestMachine();
        var flood = machine.Start(machine.Plan("/usr/bin/yes"));
        await Eventually.True(() => flood.Heard.Dropped > 100_000);

        var neighbour = machine.Start(machine.Shell("seq 1 100; exec sleep 1000"));
        await Eventually.True(() => neighbour.Heard.Out.Count == 100);
        Assert.Equal(0, neighbour.Heard.Dropped);
        Assert.True(Rig.Processes.Lives(flood.Pid));

        flood.Worker.Kill();
        await flood.Heard.Exit;
        // A burst and some seconds of the lasting rate; yes writes millions.
        Assert.True(flood.Heard.Out.Count < flood.Heard.Dropped / 4);
    }

    [Fact]
    public async Task Every_line_is_either_heard_or_counted()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Plan("/usr/bin/seq", "1", "200000"));

        await worker.Heard.Exit;

        Assert.Equal(200_000, worker.Heard.Out.Count + worker.Heard.Dropped);
        Assert.True(worker.Heard.Dropped > 0);
        Assert.Equal("1", worker.Heard.Out.First());
    }

    [Fact]
    public async Task A_worker_that_closes_its_pipes_lives_on_and_its_exit_is_heard()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("echo bye; exec >/dev/null 2>&1; sleep 0.3; exit 4"));

        await worker.Line("bye");

        Assert.Equal(WorkerExit.WithCode(4), await worker.Heard.Exit);
    }

    [Fact]
    public async Task A_stranger_that_keeps_the_pipes_open_delays_no_exit_and_leaks_no_descriptor()
    {
        await using var machine = new TestMachine(o => o with
        {
            Cgroups = false,
            PipeLinger = TimeSpan.FromMilliseconds(100),
        });
        var (outside, until) = machine.Flag("outside");
        var worker = machine.Start(machine.Shell(
            $"setsid sh -c 'trap \"\" PIPE; echo child $$; {outside}; while echo still; do sleep 0.05; done; "
            + $"exec sleep 1000 >/dev/null' & {until}"));
        var child = Rig.Processes.PidIn(await worker.Line("child"));
        try
        {
            await worker.Heard.Exit;
            // Its pipe is closed under it, so its echo fails and it goes on to sleep.
            await Eventually.True(
                () => File.ReadAllText($"/proc/{child}/cmdline").StartsWith("sleep", StringComparison.Ordinal));
        }
        finally
        {
            Assert.Equal(0, Libc.Kill(child, Libc.SIGKILL));
        }
    }

    [Fact]
    public async Task A_group_that_drains_is_heard_after_the_exit_of_its_leader()
    {
        await using var machine = new TestMachine(o => o with { PipeLinger = TimeSpan.Zero });
        var worker = machine.Start(machine.Shell(
            "(trap '' TERM; echo up; while [ ! -e " + machine.File("go") + " ]; do sleep 0.02; done; echo drained) & "
            + "trap 'exit 0' TERM; while :; do sleep 0.02; done"));
        await worker.Line("up");
        worker.Worker.Terminate();
        await worker.Heard.Exit;

        machine.Write("go", "");

        await worker.Line("drained");
        await Eventually.True(() => !worker.Worker.HasSurvivors());
    }

    [Fact]
    public async Task A_line_of_many_megabytes_without_an_end_is_cut()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("head -c 20000000 /dev/zero | tr '\\0' x; echo; echo after"));

        await worker.Heard.Exit;

        Assert.Equal(["after"], worker.Heard.Out.Skip(1));
        Assert.Equal(8192, worker.Heard.Out.First().Length);
    }

    [Fact]
    public async Task An_observer_that_throws_is_reported_and_the_others_are_served()
    {
        await using var machine = new TestMachine();
        machine.Machine.Start(machine.Shell("echo x"), new Thrower());
        await Eventually.True(
            () => machine.Events.Any(e => e.ToString()!.Contains("observer", StringComparison.Ordinal)));

        var worker = machine.Start(machine.Shell("echo fine"));

        Assert.Equal(["fine"], await worker.Output());
    }

    private sealed class Thrower : IWorkerObserver
    {
        public void Exited(WorkerExit exit) => throw new InvalidOperationException("planted");
        public void Said(OutputStream stream, string line) => throw new InvalidOperationException("planted");
        public void LinesDropped(long count) => throw new InvalidOperationException("planted");
        public void Notified(WorkerNotice notice) => throw new InvalidOperationException("planted");
    }
}
