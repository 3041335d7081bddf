using System.Diagnostics;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Exits;

/// <summary>
/// Alone: a subreaper takes every child of this process that nobody waits for, so also those of other specs.
/// </summary>
[Collection(Alone.Name)]
public sealed class OrphanCollectorSpec
{
    [Fact]
    public async Task An_orphan_becomes_our_child_and_is_collected_when_it_ends()
    {
        await using var machine = new TestMachine(o => o with { Subreaper = true, Cgroups = false });
        var (outside, until) = machine.Flag("outside");
        var worker = machine.Start(machine.Shell(
            $"setsid sh -c 'echo child $$; {outside}; exec sleep 1000' & {until}; exit 6"));
        var child = Rig.Processes.PidIn(await worker.Line("child"));

        Assert.Equal(WorkerExit.WithCode(6), await worker.Heard.Exit);
        await Eventually.True(() => ProcessFacts.Of(child)?.Parent == Environment.ProcessId);

        Assert.Equal(0, Libc.Kill(child, Libc.SIGKILL));
        await Eventually.True(() => !Rig.Processes.Exists(child));
    }

    [Fact]
    public async Task Strays_are_ended_and_collected_when_the_machine_closes_with_all_their_descendants()
    {
        await using var machine = new TestMachine(o => o with { Subreaper = true, Cgroups = false });
        var (outside, until) = machine.Flag("outside");
        var worker = machine.Start(machine.Shell(
            $"setsid sh -c 'setsid sleep 1000 & echo grandchild $!; echo child $$; {outside}; sleep 1000' & {until}"));
        var child = Rig.Processes.PidIn(await worker.Line("child"));
        var grandchild = Rig.Processes.PidIn(await worker.Line("grandchild"));
        await worker.Heard.Exit;

        await machine.Machine.DisposeAsync();

        Assert.False(Rig.Processes.Exists(child));
        Assert.False(Rig.Processes.Exists(grandchild));
        Assert.Contains(machine.Events.OfType<MachineEvent.StrayEnded>(), e => e.Process.Process.Pid == child);
    }

    [Fact]
    public async Task No_exit_code_is_lost_while_orphans_are_collected()
    {
        await using var machine = new TestMachine(o => o with { Subreaper = true, Cgroups = false });
        var workers = Enumerable.Range(0, 150).Select(i => (Code: i % 200,
            Worker: machine.Start(machine.Shell($"setsid true & setsid sh -c 'exit 9' & exit {i % 200}")))).ToList();

        foreach (var (code, worker) in workers)
        {
            Assert.Equal(WorkerExit.WithCode(code), await worker.Heard.Exit);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_process_objects_of_the_host_keep_their_exit_codes(bool subreaper)
    {
        await using var machine = new TestMachine(o => o with { Subreaper = subreaper });
        var workers = Enumerable.Range(0, 20).Select(_ => machine.Start(machine.Shell("exit 5"))).ToList();
        for (var i = 1; i <= 20; i++)
        {
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exit {i}"]))!;
            await process.WaitForExitAsync();
            Assert.Equal(i, process.ExitCode);
        }

        foreach (var worker in workers)
        {
            Assert.Equal(WorkerExit.WithCode(5), await worker.Heard.Exit);
        }
    }
}
