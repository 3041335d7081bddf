using System.Net.Sockets;
using System.Text;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>Where the lines of the node and its workers go.</summary>
public sealed class LogFilesSpec : IAsyncLifetime
{
    private readonly Place _place = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_files_are_opened_anew_after_a_rotation(bool bySignal)
    {
        var file = _place.PathOf("app.log");
        _place.Configure(
            Workers.Program("talker", """["sh", "-c", "while :; do echo spoken; sleep 0.2; done"]"""),
            $$"""
            logging.app {
              type = file, file = "{{file}}", component = talker
              format = "${level} ${component} ${message}"
            }
            """);
        await _place.Start();
        await Has(file, "info talker spoken\n");

        File.Move(file, file + ".1");
        if (bySignal)
        {
            _place.Node.Mark.Signal(ProcessMark.Usr1);
        }
        else
        {
            await _place.Done("reopen-logfiles");
            Assert.True(File.Exists(file));
        }

        await Has(file, "info talker spoken\n");
        Assert.All(await File.ReadAllLinesAsync(file), line => Assert.Equal("info talker spoken", line));
    }

    [Fact]
    public async Task A_full_disk_stops_no_service()
    {
        var port = FreePort.Next();
        _place.Configure(
            Workers.Program("talker", """["sh", "-c", "while :; do echo spoken; sleep 0.1; done"]""")
            + Workers.Web("web", port),
            """
            logging { full { type = file, file = "/dev/full" }, console { type = stderr, component = controller } }
            """);
        await _place.Start();

        await _place.Logged("/dev/full");
        await _place.Ready("talker", 1);
        await _place.Ready("web", 1);
        await Web.Answers(port);
        await _place.Done("restart", "talker");
        Assert.Equal(0, (await _place.Containers("web")).Single().Restarts);
    }

    [Fact]
    public async Task Lines_reach_syslog_as_datagrams()
    {
        using var daemon = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = _place.PathOf("log");
        daemon.Bind(new UnixDomainSocketEndPoint(path));
        _place.Configure(
            Workers.Program("talker", """["sh", "-c", "echo spoken; exec sleep 1000000"]"""),
            $$"""
            logging.system {
              type = syslog, path = "{{path}}", identifier = shop, facility = daemon, component = talker
            }
            """);
        await _place.Start();

        var buffer = new byte[8192];
        var size = await daemon.ReceiveAsync(buffer).WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);

        var text = Encoding.UTF8.GetString(buffer, 0, size);
        Assert.Matches(@"^<30>[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} shop: spoken\n?$", text);
    }

    private static Task Has(string file, string text) => Eventually.True(
        () => File.Exists(file) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal));
}
