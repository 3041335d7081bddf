using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>The end of a node, asked for and not.</summary>
public sealed class ShutdownSpec : IAsyncLifetime
{
    private const string Stubborn = """["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"]""";

    private readonly Place _place = new();
    private readonly int _port = FreePort.Next();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task Shutdown_leaves_no_process_no_zombie_and_only_the_lock()
    {
        _place.Configure(
            Workers.Web("web", _port, 2) + Workers.Hello("hello", FreePort.Next())
            + Workers.Program("family", """["sh", "-c", "sleep 100000 & sleep 100000 & wait"]""")
            + """echo { protocol.p.address = [ { type = local, path = "echo.sock" } ], processor.type = echo }""");
        await _place.Start();
        await _place.Ready("web", 2);
        await _place.Ready("family", 1);
        await Eventually.True(() => _place.Processes.Count >= 6);
        var processes = _place.Processes;

        Assert.Equal($"node stopped (pid {_place.Node.Mark.Pid})\n", await _place.Done("shutdown"));

        Assert.Equal(0, await _place.Node.Exit());
        Assert.DoesNotContain(processes, p => p.Pid != _place.Node.Mark.Pid && p.Exists);
        Assert.Empty(_place.Processes);
        Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(_place.SocketDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task TERM_shuts_down_gracefully()
    {
        _place.Configure(Workers.Web("web", _port));
        await _place.Start();
        await _place.Ready("web", 1);
        var worker = (await _place.Containers("web")).Single().Process!;

        _place.Node.Mark.Signal(ProcessMark.Term);

        Assert.Equal(0, await _place.Node.Exit());
        Assert.False(worker.Exists);
        Assert.Contains("ended: exit code 0", _place.Node.Said);
        Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(_place.SocketDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_second_TERM_does_not_wait_for_workers_that_will_not_leave()
    {
        _place.Configure(Workers.Program("deaf", Stubborn, more: "shutdown_timeout = 1h"));
        await _place.Start();
        await _place.Ready("deaf", 1);
        await _place.Logged("[deaf] [info] deaf"); // Its trap stands.
        var worker = (await _place.Containers("deaf")).Single().Process!;

        _place.Node.Mark.Signal(ProcessMark.Term);
        await _place.Logged("shutdown: all services go down");
        Assert.False(_place.Node.HasExited);
        Assert.True(worker.Lives);
        _place.Node.Mark.Signal(ProcessMark.Term);

        Assert.Equal(0, await _place.Node.Exit());
        Assert.False(worker.Exists);
        Assert.Empty(_place.Processes);
    }

    [Fact]
    public async Task After_a_killed_node_a_new_one_works_and_no_worker_runs_twice()
    {
        _place.Configure(
            Workers.Web("web", _port, 2)
            + Workers.Program("family", """["sh", "-c", "setsid sleep 100000 & sleep 100000 & wait"]"""));
        await _place.Start();
        await _place.Ready("web", 2);
        await _place.Ready("family", 1);
        await Eventually.True(() => _place.Processes.Count == 6); // The node, two, and a family of three.
        var old = _place.Processes;
        var worker = (await _place.Containers("web"))[0].Pid;

        _place.Node.Mark.Signal(ProcessMark.Kill);
        await _place.Node.Exit();
        await _place.Start();

        await _place.Ready("web", 2);
        await _place.Ready("family", 1);
        Assert.DoesNotContain(old, p => p.Lives);
        await _place.Logged("left by a node that died: pid ");
        await _place.Logged($"pid {worker} (python3, web-");
        Assert.Contains("Hello from web-", await Web.Get(_port));
        await Eventually.True(() => _place.Processes.Count == old.Count);
    }
}
