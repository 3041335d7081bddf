using System.Net.Sockets;
using System.Text;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Platform.Machine;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Logging.Outlets;

/// <summary>Against a real datagram socket.</summary>
public sealed class SyslogOutputSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_line_is_one_datagram()
    {
        using var daemon = Daemon();
        using var output = new SyslogOutput(new LinuxMachine().Files, _directory.File("log"));

        output.Write("<30>one"u8);
        output.Write("<30>two"u8);

        Assert.Equal("<30>one", Received(daemon));
        Assert.Equal("<30>two", Received(daemon));
    }

    [Fact]
    public async Task Without_a_daemon_a_line_fails_and_with_the_next_one_it_goes_on()
    {
        using var output = new SyslogOutput(new LinuxMachine().Files, _directory.File("log"));
        Assert.Throws<LogOutputException>(() => output.Write("lost"u8));

        using (Daemon())
        {
            output.Write("to the first"u8);
        }

        // A process that is being started just now has a copy of the first, until its exec(2).
        await Eventually.True(() => Record.Exception(() => output.Write("lost"u8)) is LogOutputException);
        File.Delete(_directory.File("log"));
        using var second = Daemon();
        output.Reopen();
        output.Write("to the second"u8);

        Assert.Equal("to the second", Received(second));
    }

    private Socket Daemon()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.ReceiveTimeout = 30_000;
        File.Delete(_directory.File("log"));
        socket.Bind(new UnixDomainSocketEndPoint(_directory.File("log")));
        return socket;
    }

    private static string Received(Socket daemon)
    {
        var buffer = new byte[16 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, daemon.Receive(buffer));
    }
}
