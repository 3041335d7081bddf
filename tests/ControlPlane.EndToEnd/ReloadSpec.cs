using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>A new configuration changes what is different in it, and nothing else.</summary>
public sealed class ReloadSpec : IAsyncLifetime
{
    private readonly Place _place = new();
    private readonly int _port = FreePort.Next(), _other = FreePort.Next();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Web("web", _port) + Workers.Sleeper("a", 2) + Workers.Sleeper("b"));
        await _place.Start();
        await _place.Ready("web", 1);
        await _place.Ready("a", 2);
        await _place.Ready("b", 1);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task One_changed_service_leaves_all_other_processes()
    {
        var web = await _place.Pids("web");
        var a = await _place.Pids("a");
        var b = await _place.Pids("b");
        _place.Configure(
            Workers.Web("web", _port) + Workers.Sleeper("a", 2)
            + Workers.Sleeper("b", more: "processor.environment.STAGE = other"));

        Assert.Equal(
            "service b: worker changed (environment STAGE): its containers are replaced\n",
            await _place.Done("reload"));

        Assert.Equal(web, await _place.Pids("web"));
        Assert.Equal(a, await _place.Pids("a"));
        Assert.Empty(b.Values.Intersect((await _place.Pids("b")).Values));
        await _place.Ready("b", 1);
    }

    [Fact]
    public async Task A_changed_number_changes_only_the_number()
    {
        var before = await _place.Pids("a");
        _place.Configure(Workers.Web("web", _port) + Workers.Sleeper("a", 3) + Workers.Sleeper("b"));

        Assert.Equal("service a: containers from 2 to 3\n", await _place.Done("reload"));

        var after = await _place.Pids("a");
        Assert.Equal(3, after.Count);
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
    }

    [Fact]
    public async Task An_unchanged_file_changes_nothing()
    {
        var before = await _place.Pids("a");

        Assert.Equal("no changes\n", await _place.Done("reload"));

        Assert.Equal(before, await _place.Pids("a"));
    }

    [Fact]
    public async Task A_socket_that_stays_keeps_its_queue()
    {
        await _place.Done("disable", "web");
        var answer = Web.Ask(await Web.Connect(_port));
        _place.Configure(
            Workers.Web("web", _port, more: "processor.environment.STAGE = other")
            + Workers.Sleeper("a", 2) + Workers.Sleeper("b"));

        await _place.Done("reload");

        Assert.Equal("disabled", (await _place.Service("web")).State);
        Assert.False(answer.IsCompleted);
        await _place.Done("enable", "web");
        Assert.Contains("Hello from web-1", await answer);
    }

    [Fact]
    public async Task A_bad_file_changes_nothing()
    {
        var before = await _place.Pids("a");
        _place.Configure(
            Workers.Sleeper("a", 5) + Workers.Sleeper("c", more: "workload_manager.thread = 2"));

        var result = await _place.Run("reload");

        Assert.Equal(78, result.Exit);
        Assert.Contains("controlplane.service.c.workload_manager.thread", result.Error);
        Assert.Contains("threads", result.Error);
        Assert.Equal(before, await _place.Pids("a"));
        Assert.Equal(1, (await _place.Service("b")).Ready);
        await Web.Answers(_port);
    }

    [Fact]
    public async Task A_port_in_use_changes_nothing()
    {
        var before = await _place.Pids("a");
        using var taken = Listener.Open(_other);
        _place.Configure(
            Workers.Web("web", _port) + Workers.Hello("c", _other) + Workers.Sleeper("a", 5) + Workers.Sleeper("b"));

        var result = await _place.Run("reload");

        Assert.Equal(78, result.Exit);
        Assert.Contains($"127.0.0.1:{_other}", result.Error);
        Assert.Equal(before, await _place.Pids("a"));
    }

    [Fact]
    public async Task Services_and_addresses_come_and_go()
    {
        var pids = await _place.Pids("web");
        var gone = (await _place.Containers("b")).Single().Process!;
        _place.Configure(Workers.Web("web", _port) + Workers.Sleeper("a", 2) + Workers.Hello("c", _other));
        var changes = await _place.Done("reload");
        Assert.Contains("service b: removed\n", changes);
        Assert.Contains("service c: added", changes);
        Assert.Equal(pids, await _place.Pids("web"));
        Assert.False(gone.Exists);
        await Web.Answers(_other);

        _place.Configure(Workers.Web("web", _other) + Workers.Sleeper("a", 2));
        await _place.Done("reload");
        Assert.Contains("Hello from web-", await Web.Get(_other));
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => Web.Get(_port));
    }

    [Fact]
    public async Task HUP_reloads()
    {
        var before = await _place.Pids("a");
        _place.Configure(Workers.Web("web", _port) + Workers.Sleeper("a", 3) + Workers.Sleeper("b"));

        _place.Node.Mark.Signal(ProcessMark.Hup);

        await _place.Ready("a", 3);
        var after = await _place.Pids("a");
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
    }

    [Fact]
    public async Task HUP_with_a_bad_file_says_so_in_the_log_and_changes_nothing()
    {
        var before = await _place.Pids("a");
        _place.Configure(Workers.Sleeper("a", more: "nonsense = 1"));

        _place.Node.Mark.Signal(ProcessMark.Hup);

        await _place.Logged("controlplane.service.a.nonsense");
        Assert.Equal(before, await _place.Pids("a"));
        await Web.Answers(_port);
    }

    [Fact]
    public async Task The_log_can_move_while_everything_runs()
    {
        var before = await _place.Pids("a");
        var file = _place.PathOf("moved.log");
        _place.Configure(
            Workers.Web("web", _port) + Workers.Sleeper("a", 2) + Workers.Sleeper("b"),
            $$"""logging.moved { type = file, file = "{{file}}" }""");

        Assert.Equal("controller: logging changed\n", await _place.Done("reload"));

        await _place.Done("scale", "b", "2");
        await Eventually.True(() => File.ReadAllText(file).Contains("audit: ", StringComparison.Ordinal));
        Assert.DoesNotContain("scale b 2", _place.Node.Said);
        Assert.Equal(before, await _place.Pids("a"));
    }

    [Fact]
    public async Task A_number_set_by_hand_holds_until_the_next_reload()
    {
        await _place.Done("scale", "a", "4");

        Assert.Equal("service a: containers from 4 to 2\n", await _place.Done("reload"));

        await _place.Ready("a", 2);
    }

    [Fact]
    public async Task Another_file_may_take_the_place_of_the_first()
    {
        var file = _place.Write(
            "other.conf",
            $"controlplane.service {{ {Workers.Web("web", _port)}{Workers.Sleeper("a", 1)}{Workers.Sleeper("b")} }}");

        Assert.Equal("service a: containers from 2 to 1\n", await _place.Done("reload", file));

        await _place.Ready("a", 1);
    }
}
