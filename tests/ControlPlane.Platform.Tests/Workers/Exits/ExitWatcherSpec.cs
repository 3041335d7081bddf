using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Exits;

public sealed class ExitWatcherSpec
{
    [Fact]
    public async Task Two_hundred_quick_workers_each_report_their_own_exit_exactly_once()
    {
        await using var machine = new TestMachine();
        var workers = Enumerable.Range(0, 200)
            .Select(i => (Expected: Expected(i), Worker: machine.Start(machine.Shell(Script(i))))).ToList();

        foreach (var (expected, worker) in workers)
        {
            Assert.Equal(expected, await worker.Heard.Exit);
        }

        await machine.DisposeAsync();
        Assert.All(workers, w => Assert.Equal(1, w.Worker.Heard.Exits));

        static string Script(int i) => i % 2 == 0 ? $"exit {i}" : $"kill -{(i % 4 == 1 ? "KILL" : "USR1")} $$";
        static WorkerExit Expected(int i) =>
            i % 2 == 0 ? WorkerExit.WithCode(i) : WorkerExit.BySignal(i % 4 == 1 ? 9 : 10);
    }

    [Fact]
    public async Task What_a_worker_wrote_is_heard_before_its_exit()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("seq 1 500; printf 'no line end'; echo oops >&2"));

        await worker.Heard.Exit;
        Assert.Equal(501, worker.Heard.Out.Count);
        Assert.Equal("no line end", worker.Heard.Out.Last());
        Assert.Equal(["oops"], worker.Heard.Error);
    }

    [Fact]
    public async Task A_grandchild_in_the_group_dies_with_its_leader()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("sleep 1000 & echo child $!; wait"));
        var child = Rig.Processes.PidIn(await worker.Line("child"));

        worker.Worker.Kill();

        Assert.Equal(WorkerExit.BySignal(9), await worker.Heard.Exit);
        await Eventually.True(() => !Rig.Processes.Lives(child));
    }

    [Fact]
    public async Task A_leader_that_ends_by_itself_takes_its_group_along()
    {
        await using var machine = new TestMachine(o => o with { Cgroups = false });
        var worker = machine.Start(machine.Shell("sleep 1000 & echo child $!"));

        await worker.Heard.Exit;
        await Eventually.True(() => !Rig.Processes.Lives(Rig.Processes.PidIn(worker.Heard.Out.First())));
        await Eventually.True(() => !worker.Worker.HasSurvivors());
    }

    [Fact]
    public async Task A_terminated_leader_leaves_its_group_time_to_drain_and_Kill_ends_it()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell(
            "trap 'exit 7' TERM; (trap 'echo draining' TERM; echo child ready; while :; do sleep 0.05; done) & "
            + "while :; do sleep 0.05; done"));
        await worker.Line("child");

        worker.Worker.Terminate();

        Assert.Equal(WorkerExit.WithCode(7), await worker.Heard.Exit);
        await worker.Line("draining");
        Assert.True(worker.Worker.HasSurvivors());

        worker.Worker.Kill();
        await Eventually.True(() => !worker.Worker.HasSurvivors());
    }

    [CgroupFact]
    public async Task A_grandchild_in_a_session_of_its_own_dies_through_the_cgroup()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("setsid sh -c 'echo child $$; exec sleep 1000' & sleep 1000"));
        var child = Rig.Processes.PidIn(await worker.Line("child"));
        worker.Worker.Kill();

        await worker.Heard.Exit;
        await Eventually.True(() => !Rig.Processes.Lives(child));
        await Eventually.True(() => !worker.Worker.HasSurvivors());
    }

    [CgroupFact]
    public async Task A_grandchild_in_a_session_of_its_own_hears_the_terminate_too_and_once()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell(
            "setsid sh -c 'trap \"echo heard; exit 0\" TERM; echo child $$; while :; do sleep 0.05; done' & sleep "
            + "1000"));
        await worker.Line("child");
        worker.Worker.Terminate();

        await worker.Line("heard");
        await worker.Heard.Exit;
        await Eventually.True(() => !worker.Worker.HasSurvivors());
    }

    [Fact]
    public async Task Signals_after_the_end_reach_nobody()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Plan("/bin/true"));
        await worker.Heard.Exit;

        worker.Worker.Terminate();
        worker.Worker.Kill();

        await Eventually.True(() => !worker.Worker.HasSurvivors());
    }

    [Fact]
    public async Task Closing_the_machine_leaves_no_process()
    {
        await using var machine = new TestMachine();
        var workers = Enumerable.Range(0, 5)
            .Select(_ => machine.Start(machine.Shell("trap '' TERM; sleep 1000"))).ToList();

        await machine.Machine.DisposeAsync();

        Assert.All(workers, w => Assert.False(Rig.Processes.Exists(w.Pid)));
        Assert.All(workers, w => Assert.Equal(1, w.Heard.Exits));
    }
}
