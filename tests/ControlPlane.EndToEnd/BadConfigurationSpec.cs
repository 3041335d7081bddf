using System.Diagnostics;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>What is refused before anything is started: exit 78, with where, what, and what is allowed.</summary>
public sealed class BadConfigurationSpec : IAsyncLifetime
{
    private readonly Place _place = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Theory]
    [InlineData("web { processor.type = hello, protocl.http.address = [] }", "node.conf:4:", "protocl", "protocol")]
    [InlineData("web { processor { type = process, command = [sleep, \"9\"] }, workload_manager.threads = many }",
        "node.conf:4:", "controlplane.service.web.workload_manager.threads", "many")]
    [InlineData(
        "web { processor.type = hello, protocol.p.address = [ { type = internet, bind = \"127.0.0.1:http\" } ] }",
        "is [127.0.0.1:http]", "expected host:port")]
    [InlineData("web { processor.type = process }", "controlplane.service.web.processor.command", "missing")]
    [InlineData("web { user = nobody-of-that-name, processor { type = process, command = [sleep, \"9\"] } }",
        "controlplane.service.web.user", "is [nobody-of-that-name], which this machine does not have")]
    [InlineData("web { processor { type = process, command = [sleep, \"9\"], directory = \"/no/such/place\" } }",
        "controlplane.service.web.processor.directory", "/no/such/place")]
    [InlineData("web { processor { type = process, command = [\"no-such-program-here\"] } }",
        "controlplane.service.web.processor.command",
        "cannot execute no-such-program-here: not found in PATH", "install it")]
    [InlineData("web { processor { type = process, command = [\"/etc/passwd\"] } }",
        "controlplane.service.web.processor.command", "cannot execute /etc/passwd")]
    [InlineData("web { processor.type = echo, protocol.p.address = [ { type = local, path = \"same.sock\" } ] }\n"
        + "two { processor.type = echo, protocol.p.address = [ { type = local, path = \"same.sock\" } ] }",
        "node.conf:5:", "same.sock", "node.conf:4:", "each address can be bound once")]
    [InlineData("web { processor.type = hello, health { method = http } }",
        "controlplane.service.web.health", "not in this version")]
    public async Task A_bad_file_is_refused(string services, params string[] texts)
    {
        _place.Configure(services);

        var run = await _place.Run("run", _place.File);
        var check = await _place.Run("check", _place.File);

        Refused(run, [.. texts, "nothing was started"]);
        Refused(check, texts);
        Assert.False(Directory.Exists(_place.SocketDirectory));
    }

    [Fact]
    public async Task A_path_of_more_than_107_bytes_is_refused()
    {
        var path = $"/tmp/{new string('x', 100)}.sock";
        _place.Configure(
            $"web {{ processor.type = echo, protocol.p.address = [ {{ type = local, path = \"{path}\" }} ] }}");

        Refused(await _place.Run("run", _place.File), path, "110 bytes", "at most 107");
    }

    [Fact]
    public async Task A_socket_directory_that_is_too_long_is_refused()
    {
        _place.Configure(Workers.Sleeper("a"));

        var directory = _place.PathOf(new string('x', 90));
        Refused(
            await _place.Run("run", _place.File, "--sockdir", directory), "--sockdir", "expected at most 82", "107");
    }

    [Fact]
    public async Task An_executable_that_the_user_of_the_service_may_not_execute_is_refused()
    {
        var program = _place.Write("mine", "#!/bin/sh\nexec sleep 1000\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _place.Configure($"web {{ user = nobody, processor {{ type = process, command = [\"{program}\"] }} }}");

        Refused(
            await _place.Run("run", _place.File),
            Environment.IsPrivilegedProcess ? program : "can be changed by root only");
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        var port = FreePort.Next();
        using var taken = Listener.Open(port);
        _place.Configure(Workers.Sleeper("a") + Workers.Hello("web", port));

        Refused(await _place.Run("run", _place.File), $"127.0.0.1:{port}", "in use", "nothing was started");

        Assert.Empty(_place.Processes);
        Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(_place.SocketDirectory).Select(Path.GetFileName));
        Assert.Equal(0, (await _place.Run("check", _place.File)).Exit);
    }

    [Fact]
    public async Task The_socket_directory_of_a_live_node_is_refused()
    {
        _place.Configure(Workers.Sleeper("a"));
        await _place.Start();
        await _place.Ready("a", 1);
        var before = await _place.Pids("a");

        Refused(
            await _place.Run("run", _place.File),
            $"socket directory {_place.SocketDirectory} is in use by a running node (pid {_place.Node.Mark.Pid})");

        Assert.Equal(before, await _place.Pids("a"));
    }

    [Fact]
    public async Task The_socket_directory_of_another_user_is_refused()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            _place.Configure(Workers.Sleeper("a"));
            Refused(await _place.Run("run", _place.File, "--sockdir", "/"), "socket directory / belongs to user 0");
            return;
        }

        Directory.CreateDirectory(_place.SocketDirectory);
        using (var chown = Process.Start("chown", ["65534", _place.SocketDirectory]))
        {
            await chown.WaitForExitAsync();
        }

        _place.Configure(Workers.Sleeper("a"));
        Refused(
            await _place.Run("run", _place.File),
            $"socket directory {_place.SocketDirectory} belongs to user 65534, not to 0",
            "choose another socket_directory");
    }

    [Fact]
    public async Task A_log_file_that_cannot_be_opened_is_refused()
    {
        _place.Configure(Workers.Sleeper("a"), """logging.app { type = file, file = "/no/such/place/app.log" }""");

        Refused(await _place.Run("run", _place.File), "/no/such/place/app.log", "nothing was started");

        Assert.Empty(_place.Processes);
        Assert.Equal(0, (await _place.Run("check", _place.File)).Exit);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused() =>
        Refused(await _place.Run("run", _place.PathOf("nothing.conf")), "nothing.conf");

    [Fact]
    public async Task Check_prints_every_error_with_its_position()
    {
        _place.Configure("""
            a { processor { type = process, command = ["no-such-program-here"] } }
            b { processor.type = hello, enable = true }
            c { processor { type = process, command = ["sleep", "9"] }, workload_manager.threads = 0 }
            """);

        var result = await _place.Run("check", _place.File);

        Refused(result, "node.conf:4:", "node.conf:5:", "node.conf:6:", "enabled", "no-such-program-here");
        Assert.Empty(result.Out);
    }

    [Theory]
    [InlineData("quickstart.conf")]
    [InlineData("examples/unix-sockets.conf")]
    public async Task Check_is_silent_about_a_good_file(string file)
    {
        var result = await _place.Run("check", RepositoryRoot.File($"hocon/{file}"));

        Assert.Equal(new CliResult(0, "", ""), result);
    }

    private static void Refused(CliResult result, params string[] texts)
    {
        Assert.True(result.Exit == 78, result.ToString());
        Assert.All(texts, text => Assert.Contains(text, result.Error));
    }
}
