using System.Net.Sockets;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers;

public sealed class LinuxWorkerSpec
{
    [Fact]
    public async Task A_frozen_worker_accepts_nothing_and_goes_on_when_it_is_thawed()
    {
        await using var machine = new TestMachine();
        using var listener = machine.Listen();
        var worker = machine.Start(Acceptor.Plan(machine, listener));
        await worker.Line("pid");

        await Freeze(machine, worker, listener);
        using var client = Acceptor.Connect(listener);
        var look = await machine.Look(worker, listener);
        Assert.Equal((0, true, 1), (look.Connections, look.Stopped, await machine.Queue(listener)));

        worker.Worker.Thaw();
        await Eventually.Succeeds(async () => Assert.Equal(1, (await machine.Look(worker, listener)).Connections));
        Assert.False((await machine.Look(worker, listener)).Stopped);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Freezing_reaches_children_and_what_left_the_group(bool cgroups)
    {
        await using var machine = new TestMachine(o => o with { Cgroups = cgroups });
        const string Script =
            "import os,time\nif os.fork()==0: os.setpgid(0,0)\nos.write(1, b'pid %d\\n' % os.getpid())\ntime.sleep(1000)";
        var worker = machine.Start(machine.Plan("/usr/bin/python3", "-c", Script));
        await Eventually.True(() => worker.Heard.Out.Count == 2);
        var pids = worker.Heard.Out.Select(Rig.Processes.PidIn).ToList();
        Assert.Equal(2, pids.Select(p => ProcessFacts.Of(p)!.Value.Group).Distinct().Count());

        await Freeze(machine, worker);
        Assert.All(pids, p => Assert.Equal('T', ProcessFacts.Of(p)?.State));
        worker.Worker.Thaw();
        await Eventually.True(() => pids.All(p => ProcessFacts.Of(p)?.State == 'S'));

        await Freeze(machine, worker);
        worker.Worker.Kill();
        await worker.Heard.Exit;
        await Eventually.True(() => !pids.Exists(Rig.Processes.Lives));
    }

    [Fact]
    public async Task One_that_waits_for_a_child_to_become_another_program_is_not_stopped_before_that()
    {
        await using var machine = new TestMachine();
        var pipe = machine.File("pipe");
        const string Script =
            "import os,sys,time\nos.mkfifo(sys.argv[1])\nos.write(1, b'up\\n')\n"
            + "pipe = (os.POSIX_SPAWN_OPEN, 0, sys.argv[1], os.O_RDONLY, 0)\n"
            + "os.posix_spawn('/bin/true', ['true'], {}, file_actions=[pipe])\n"
            + "time.sleep(1000)"; // The child opens the pipe before it is another program, and that takes a writer.
        var worker = machine.Start(machine.Plan("/usr/bin/python3", "-c", Script, pipe));
        await worker.Line("up");
        await Eventually.True(() => ProcessTable.All().Any(p => p.Parent == worker.Pid));

        worker.Worker.Freeze();
        Assert.False((await machine.Look(worker)).Stopped);
        worker.Worker.Thaw();
        await using (File.OpenWrite(pipe))
        {
            await Freeze(machine, worker);
        }
    }

    [Fact]
    public async Task A_frozen_worker_hears_that_it_shall_terminate()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(
            machine.Shell("trap 'echo told; exit 3' TERM; echo up; while :; do sleep 0.05; done"));
        await worker.Line("up");
        await Freeze(machine, worker);

        worker.Worker.Terminate();

        Assert.Equal(WorkerExit.WithCode(3), await worker.Heard.Exit);
        Assert.Contains("told", worker.Heard.Out);
    }

    [Fact]
    public async Task What_left_the_group_of_a_worker_that_dies_frozen_is_not_left_stopped()
    {
        await using var machine = new TestMachine(o => o with { Cgroups = false });
        const string Script =
            "import os,time\nif os.fork()==0: os.setpgid(0,0)\nos.write(1, b'pid %d\\n' % os.getpid())\ntime.sleep(1000)";
        var worker = machine.Start(machine.Plan("/usr/bin/python3", "-c", Script));
        await Eventually.True(() => worker.Heard.Out.Count == 2);
        var child = worker.Heard.Out.Select(Rig.Processes.PidIn).Single(p => p != worker.Pid);
        try
        {
            await Freeze(machine, worker);
            _ = Libc.Kill(worker.Pid, Libc.SIGKILL);
            await worker.Heard.Exit;
            await Eventually.True(() => ProcessFacts.Of(child)?.State is null or 'S');
        }
        finally
        {
            _ = Libc.Kill(child, Libc.SIGKILL);
        }
    }

    [Fact]
    public async Task Fifty_endings_of_a_busy_worker_that_held_no_connection_while_frozen_reset_nobody()
    {
        await using var machine = new TestMachine();
        using var listener = machine.Listen();
        using var enough = new CancellationTokenSource();
        var (answered, lost) = (0, 0);
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Visit(enough.Token))).ToList();
        var stays = machine.Start(Server(machine, listener));
        await stays.Line("up");

        for (var ended = 0; ended < 50; ended++)
        {
            var worker = machine.Start(Server(machine, listener));
            await worker.Line("up");
            await Eventually.Succeeds(async () =>
            {
                worker.Worker.Freeze();
                var look = await machine.Look(worker, listener);
                if (look is not { Stopped: true, Connections: 0 })
                {
                    worker.Worker.Thaw();
                    throw new ExpectationException($"{look}");
                }

                worker.Worker.Kill();
            });
            await worker.Heard.Exit;
        }

        await enough.CancelAsync();
        await Task.WhenAll(clients);
        Assert.True(answered > 100, $"{answered} answered");
        Assert.Equal(0, lost);

        async Task Visit(CancellationToken until)
        {
            while (!until.IsCancellationRequested)
            {
                try
                {
                    using var client = Acceptor.Connect(listener);
                    client.Send("x"u8);
                    var answer = new byte[10];
                    var count = await client.ReceiveAsync(answer).WaitAsync(
                        TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);
                    Interlocked.Increment(ref count == 1 ? ref answered : ref lost);
                }
                catch (SocketException)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        }
    }

    /// <summary>Answers one byte with one byte, in threads, and knows nothing of us.</summary>
    private static WorkerPlan Server(TestMachine machine, IListener listener) => machine.Plan(
        "/usr/bin/python3",
        "-c",
        """
            import socket, threading
            listener = socket.socket(fileno=3)
            def serve(c):
                with c: c.sendall(c.recv(10))
            print('up', flush=True)
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
            """) with
        {
            Sockets = [new InheritedSocket("http", listener)],
        };

    /// <summary>
    /// As whoever drains does it: a worker that is caught while it starts a child is thawed, and frozen again.
    /// </summary>
    private static Task Freeze(TestMachine machine, TestWorker worker, params IListener[] listeners) =>
        Eventually.Succeeds(async () =>
        {
            worker.Worker.Freeze();
            try
            {
                await Eventually.Succeeds(
                    async () => Assert.True((await machine.Look(worker, listeners)).Stopped), TimeSpan.FromSeconds(1));
            }
            catch (ExpectationException)
            {
                worker.Worker.Thaw();
                throw;
            }
        });
}
