using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>What a worker finds when it starts.</summary>
public sealed class WorkerSurroundingsSpec : IAsyncLifetime
{
    private readonly Place _place = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task It_has_its_sockets_from_descriptor_3_on_and_nothing_else_of_the_node()
    {
        const string Look = """
            import os, time
            own = sorted(fd for fd in range(3, 1000) if os.path.exists(f'/proc/self/fd/{fd}'))
            e = os.environ
            print('found', own, e['LISTEN_FDS'], e['LISTEN_FDNAMES'], int(e['LISTEN_PID']) == os.getpid(),
                e['CPLANE_CONTAINER'], e['STAGE'], os.getsid(0) == os.getpid(), flush=True)
            time.sleep(100000)
            """;
        var script = _place.Write("look.py", Look);
        _place.Configure($$"""
            seen {
              protocol {
                web.address = [ { type = internet, bind = "127.0.0.1:0" }, { type = local, path = "web.sock" } ]
                ops.address = [ { type = local, path = "ops.sock" } ]
              }
              processor { type = process, command = ["python3", "{{script}}"], environment.STAGE = test }
            }
            """);
        await _place.Start();

        await _place.Logged("found [3, 4, 5] 3 web:web:ops True seen-1 test True");
    }

    [Fact]
    public async Task As_root_it_can_run_as_another_user()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            _place.Configure(Workers.Sleeper("other", more: "user = root"));
            Assert.Equal(78, (await _place.Run("run", _place.File)).Exit);
            return;
        }

        _place.Configure(Workers.Sleeper("other", more: "user = nobody"));
        await _place.Start();
        await _place.Ready("other", 1);

        var pid = (await _place.Pids("other"))["other-1"];
        // What starts it becomes that user, and then it.
        await Eventually.Succeeds(async () => Assert.Contains(
            "\nUid:\t65534\t65534\t65534\t65534\n", await File.ReadAllTextAsync($"/proc/{pid}/status")));
        await _place.Done("restart", "other");
    }

    [Fact]
    public async Task Both_its_outputs_are_lines_of_the_log()
    {
        _place.Configure(Workers.Program(
            "talker", """["sh", "-c", "echo to out; printf 'no line end'; echo to err >&2; exec sleep 1000000"]"""));
        await _place.Start();

        await _place.Logged("[talker] [info] to out");
        await _place.Logged("[talker] [notice] to err");
        (await _place.Containers("talker")).Single().Process!.Signal(ProcessMark.Kill);
        await _place.Logged("[talker] [info] no line end");
    }
}
