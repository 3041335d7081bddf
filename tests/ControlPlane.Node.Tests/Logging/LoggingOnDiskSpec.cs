using System.Net.Sockets;
using System.Text;
using ControlPlane.Hocon;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Platform.Machine;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Logging;

/// <summary>The whole log on the thread pool, with real files, sockets and a real full disk.</summary>
public sealed class LoggingOnDiskSpec : IAsyncDisposable
{
    private const int Threads = 4;
    private const int LinesOfThread = 500;

    private readonly TemporaryDirectory _directory = new();
    private readonly PoolKit _kit = new();
    private readonly StandardErrorText _standardError = new();
    private readonly NodeLogging _node;

    public LoggingOnDiskSpec() => _node = new NodeLogging(TimeProvider.System, _standardError);

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _node.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Every_line_is_written_once_while_files_are_rotated_and_a_disk_is_full()
    {
        using var daemon = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        daemon.ReceiveTimeout = 60_000;
        daemon.Bind(new UnixDomainSocketEndPoint(_directory.File("log")));
        var (path, rotated) = (_directory.File("app.log"), _directory.File("app.log.1"));
        var logging = Start(
            $$"""
            logging {
              app { type = file, file = "{{path}}", format = "$message" }
              full { type = file, file = "/dev/full" }
              system { type = syslog, path = "{{_directory.File("log")}}", identifier = shop, max_level = err }
            }
            """);

        // Before its destinations stand the log keeps a thousand lines and counts the rest: not what this is about.
        var probe = _kit.Probe();
        probe.Send(logging, new LoggingProtocol.Flush());
        probe.ExpectMsg<LoggingProtocol.Flushed>();
        var threads = Enumerable.Range(0, Threads).Select(thread => Task.Run(() => SayMany(thread))).ToList();
        await Eventually.True(() => new FileInfo(path).Length > 0);
        File.Move(path, rotated);
        probe.Send(logging, new LoggingProtocol.ReopenFiles());
        Assert.Empty(probe.ExpectMsg<LoggingProtocol.FilesReopened>().Errors);
        await Task.WhenAll(threads);
        _node.Write("shop", LogLine.Main, Severity.Err, "last");
        probe.Send(logging, new LoggingProtocol.Close());
        probe.ExpectMsg<LoggingProtocol.Closed>();

        var written = File.ReadAllLines(rotated).Concat(File.ReadAllLines(path)).ToList();
        Assert.Equal("last", written[^1]);
        Assert.Equal(Threads * LinesOfThread + 1, written.Distinct().Count());
        Assert.Equal(Threads * LinesOfThread + 1, written.Count);
        Assert.Contains("/dev/full", _standardError.Text, StringComparison.Ordinal);
        var datagram = new byte[16 * 1024];
        var text = Encoding.UTF8.GetString(datagram, 0, daemon.Receive(datagram));
        Assert.Matches(@"^<11>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d shop: last$", text);
    }

    [Fact]
    public void A_reader_of_standard_error_that_hangs_holds_up_neither_the_other_destinations_nor_the_end()
    {
        using var hangs = new ManualResetEventSlim();
        _standardError.WaitBeforeWrite = hangs;
        var path = _directory.File("app.log");
        var logging = Start(
            $$"""logging { console { type = stderr }, app { type = file, file = "{{path}}", format = "$message" } }""");

        _node.Write("shop", LogLine.Main, Severity.Info, "hello");
        var probe = _kit.Probe();
        probe.Send(logging, new LoggingProtocol.Flush());
        var error = Assert.Single(probe.ExpectMsg<LoggingProtocol.Flushed>().Errors);

        Assert.StartsWith("console: does not answer", error, StringComparison.Ordinal);
        Assert.Equal("hello\n", File.ReadAllText(path));
        hangs.Set();
    }

    private Actors.IActorRef Start(string controller)
    {
        var errors = new SettingsErrors();
        var devices = _node.Devices(new LinuxMachine().Files);
        var opened = OpenedSinks.Open(LogWorld.Plan(controller), null, devices, errors);
        Assert.Empty(errors.Items);
        return _kit.ActorOf(LoggingSupervisor.Props(_node, opened!), LoggingSupervisor.Name);
    }

    private void SayMany(int thread)
    {
        for (var i = 0; i < LinesOfThread; i++)
        {
            _node.Write($"service-{thread}", LogLine.Main, Severity.Info, $"{thread}:{i}");
        }
    }
}
