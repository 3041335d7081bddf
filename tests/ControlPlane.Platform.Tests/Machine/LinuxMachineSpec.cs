using System.Net;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Machine;

public sealed class LinuxMachineSpec
{
    [Fact]
    public async Task Literals_resolve_to_themselves_and_localhost_to_loopback()
    {
        await using var machine = new LinuxMachine();

        Assert.Equal([IPAddress.Parse("::1")], machine.Resolve("::1"));
        Assert.Equal([IPAddress.Any], machine.Resolve("0.0.0.0"));
        Assert.Contains(IPAddress.Loopback, machine.Resolve("localhost"));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_an_error_that_names_it()
    {
        await using var machine = new LinuxMachine();

        Assert.Contains("cannot resolve host no-such-host.invalid",
            Assert.Throws<MachineException>(() => machine.Resolve("no-such-host.invalid")).Message);
    }

    [Fact]
    public async Task Looking_whether_a_worker_could_start_starts_nothing()
    {
        await using var machine = new TestMachine();
        var proof = machine.File("proof");

        Assert.Null(machine.Machine.WhyNotStartable(machine.Plan("/usr/bin/touch", proof)));
        Assert.Equal("ENOENT", machine.Machine.WhyNotStartable(machine.Plan("/nowhere"))?.Errno);
        Assert.Contains("directory /nowhere: it is not there",
            machine.Machine.WhyNotStartable(machine.Plan("/bin/true") with { Directory = "/nowhere" })?.Message);
        Assert.False(File.Exists(proof));
    }

    [Fact]
    public async Task What_could_not_start_says_the_same_when_it_is_started()
    {
        await using var machine = new TestMachine();
        var plan = machine.Plan("no-such-program");

        Assert.Equal(machine.Machine.WhyNotStartable(plan)?.Message,
            Assert.Throws<MachineException>(() => machine.Start(plan)).Message);
    }

    [Fact]
    public async Task A_closed_machine_starts_nothing_more()
    {
        await using var machine = new TestMachine();
        await machine.Start(machine.Plan("/bin/true")).Heard.Exit;
        await machine.Machine.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => machine.Start(machine.Plan("/bin/true")));
    }

    [Fact]
    public async Task Closing_while_workers_are_being_started_leaves_none()
    {
        const int starters = 4, before = 100, afterwards = 1000;
        var machine = new TestMachine();
        var pids = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var refused = 0;
        using var closing = new ManualResetEventSlim();
        // Threads of their own: the pool may be busy, and who has started what he may would never meet the closing.
        var starting = Enumerable.Range(0, starters).Select(_ => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    for (var i = 0; i < before + afterwards; i++)
                    {
                        Assert.True(i < before || closing.Wait(Eventually.DefaultDeadline));
                        pids.Enqueue(machine.Start(machine.Plan("/bin/sleep", "1000")).Pid);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        await Eventually.True(() => pids.Count > 20);

        closing.Set();
        await machine.DisposeAsync();
        await Task.WhenAll(starting);

        Assert.Equal(starters, refused);
        Assert.All(pids, pid => Assert.False(Rig.Processes.Exists(pid)));
    }

    [Fact]
    public async Task A_killed_node_s_workers_are_gone_after_its_successor_has_opened_the_directory()
    {
        // This process plays the dead node: its journal stays, its lock goes, its workers live.
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("sleep 1000 & setsid sh -c 'echo $$; exec sleep 1000' & wait"));
        var escaped = Rig.Processes.PidIn(await worker.Line());
        machine.Directory.Dispose();

        using var successor = Platform.NodeDirectory.SocketDirectory.Open(machine.Directory.Path);

        Assert.Equal(WorkerExit.BySignal(15), await worker.Heard.Exit);
        await Eventually.True(() => !Rig.Processes.Lives(escaped));
        Assert.Contains(successor.Predecessors, p => p.Process == worker.Worker.Identity && p.Container == "web-1");
        Assert.Contains(successor.Predecessors, p => p.Process.Pid == escaped && p.Container == "web-1");
    }
}
