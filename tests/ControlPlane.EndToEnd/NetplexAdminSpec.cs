using System.Diagnostics;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>Netplex's own client, unmodified, administers our node.</summary>
public sealed class NetplexAdminSpec : IAsyncLifetime
{
    private readonly Place _place = new();
    private readonly int _port = FreePort.Next();

    public async Task InitializeAsync()
    {
        _place.Configure(
            Workers.Hello("hello", _port) + Workers.Sleeper("sleeper", threads: 2),
            $$"""logging { app { type = file, file = "{{_place.PathOf("app.log")}}" } }""");
        await _place.Start();
        await _place.Ready("sleeper", 2);
        await _place.Ready("hello", 1);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [NetplexAdminFact]
    public async Task The_real_netplex_admin_drives_a_node_with_every_option()
    {
        await Lists();
        await Commands();
        await Refusals();
        await Messages();
        await Unlinks();
        await ShutsDown();
    }

    private async Task Lists()
    {
        var controller = $"""
            netplex.controller: Enabled 1 containers
                admin @ local:{_place.SocketDirectory}/netplex.controller/admin

            """;
        Assert.Equal(
            $"""
            sleeper: Enabled 2 containers
                no protocols defined
            hello: Enabled 1 containers
                http @ inet:127.0.0.1:{_port}
            {controller}
            """.TrimEnd() + "\n",
            await Fine("-list"));

        var pids = (await _place.Pids("sleeper")).Values;
        var listed = await Fine("-containers");
        Assert.All(pids, pid => Assert.Contains($"\n    Process {pid}: accepting\n", listed));
        Assert.Contains($"    http @ inet:127.0.0.1:{_port}\n    Container hello-1: accepting\n", listed);
        Assert.EndsWith($"    AttachedToCtrlProcess {_place.Node.Mark.Pid}: selected\n", listed);

        // -conf takes the directory from a file in Netplex's own syntax.
        var conf = _place.Write(
            "netplex.cfg", $$"""netplex { controller { socket_directory = "{{_place.SocketDirectory}}" } }""");
        Assert.Contains("hello: Enabled 1 containers", (await Run("-conf", conf, "-list")).Out);
    }

    private async Task Commands()
    {
        await Fine("-disable", "sleeper");
        await Eventually.Succeeds(async () => Assert.Contains(
            "sleeper: Disabled 0 containers\n    no protocols defined\n    no containers\n",
            await Fine("-containers")));
        Assert.Equal("disabled", (await _place.Service("sleeper")).State);

        await Fine("-enable", "sleeper");
        await _place.Ready("sleeper", 2);

        var before = await _place.Pids("sleeper");
        await Fine("-restart", "sleeper");
        await Replaced(before);

        before = await _place.Pids("sleeper");
        await Fine("-restart-all");
        await Replaced(before);

        var log = _place.PathOf("app.log");
        File.Move(log, log + ".1");
        await Fine("-reopen-logfiles");
        await Eventually.True(() => File.Exists(log) && File.ReadAllText(log).Contains("via netplex: reopen-logfiles"));
        Assert.Matches(
            $@"audit: uid \d+ pid \d+ via netplex: restart sleeper", await File.ReadAllTextAsync(log + ".1"));
    }

    private async Task Refusals()
    {
        var unknown = await Admin("-enable", "nosuch");
        Assert.Equal(10, unknown.Exit);
        Assert.StartsWith("Netplex exception: There is no service [nosuch].", unknown.Error);

        var own = await Admin("-disable", "netplex.controller");
        Assert.Equal(
            (10, "Netplex exception: Failure(\"#disable: not allowed for this service\")\n"), (own.Exit, own.Error));

        // A failure does not keep the rest from being done.
        var both = await Admin("-disable", "nosuch", "-list");
        Assert.Equal(10, both.Exit);
        Assert.Contains("hello: Enabled 1 containers", both.Out);
    }

    private async Task Messages()
    {
        await Fine("netplex.threadlist");
        await _place.Logs("app.log", "Container hello-1: hello (0 jobs, accepting)");
        await _place.Logs("app.log", ": netplex.controller (1 jobs, accepting) (selected*)");

        await Fine("-receiver", "netplex.*", "netplex.logger.set_max_level", "nonsense");
        await _place.Logs("app.log", "[err] netplex.logger.set_max_level: Unknown level: nonsense");
        await Fine("-receiver", "nobody*", "hello", "a", "b");
        await _place.Logs("app.log", "via netplex: send hello a b --receiver nobody*: refused (Unknown)");
        await Fine("-receiver", "h*o", "hello", "a", "b");
        await _place.Logs("app.log", "via netplex: send hello a b --receiver h*o: hello: 1 container has it");
    }

    private async Task Unlinks()
    {
        var left = _place.Write("left behind", "");
        var kept = _place.Write("kept", "");
        var file = Path.Combine(_place.SocketDirectory, "netplex.pmanage");
        await File.WriteAllTextAsync(file, $"R FILE \"{left}\"\nR FILE \"{kept}\"\nU FILE \"{kept}\"\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Fine("-unlink");

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(kept));
        Assert.Equal(0, new FileInfo(file).Length);
    }

    private async Task ShutsDown()
    {
        await Fine("-shutdown");

        Assert.Equal(0, await _place.Node.Exit());
        Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(_place.SocketDirectory).Select(Path.GetFileName));
        Assert.Equal(2, (await Admin("-list")).Exit);
    }

    private Task Replaced(Dictionary<string, int> before) => Eventually.Succeeds(async () =>
    {
        var after = await _place.Pids("sleeper");
        Assert.Equal(2, after.Count);
        Assert.Empty(after.Values.Intersect(before.Values));
        Assert.Equal(2, (await _place.Service("sleeper")).Ready);
    });

    /// <summary>A call that must succeed; what it printed.</summary>
    private async Task<string> Fine(params string[] arguments)
    {
        var result = await Admin(arguments);
        Assert.True(
            result is { Exit: 0, Error: "" },
            $"netplex-admin {string.Join(' ', arguments)}: {result}\n{_place.Node.Said}");
        return result.Out;
    }

    private Task<CliResult> Admin(params string[] arguments) => Run(["-sockdir", _place.SocketDirectory, .. arguments]);

    private static async Task<CliResult> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("netplex-admin", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
            return new CliResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
