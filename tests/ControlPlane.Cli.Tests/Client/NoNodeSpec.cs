using System.Net.Sockets;
using ControlPlane.Cli.Client;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Client;

public sealed class NoNodeSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_that_is_not_there_is_69_and_says_how_to_start_a_node()
    {
        var run = List(_directory.File("gone"));

        Assert.Equal((69, ""), (run.Exit, run.Out));
        Assert.Equal(
            $"cplane: no node in {_directory.File("gone")}: there is no such directory\n"
            + $"  hint: start one with: cplane run FILE --sockdir {_directory.File("gone")}; "
            + "or name another directory\n",
            run.Error);
    }

    [Fact]
    public void An_empty_directory_is_69() => Is69(_directory.Path, "there is no control.sock");

    [Fact]
    public void A_file_in_the_place_of_the_directory_is_69() =>
        Is69(_directory.Write("file", ""), "that is not a directory");

    [Fact]
    public void A_file_in_the_place_of_the_socket_is_69()
    {
        _directory.Write("control.sock", "");

        Is69(_directory.Path, "nobody listens on its control.sock");
    }

    [Fact]
    public void A_directory_in_the_place_of_the_socket_is_69()
    {
        Directory.CreateDirectory(_directory.File("control.sock"));

        Is69(_directory.Path, "nobody listens on its control.sock");
    }

    [Fact]
    public void A_socket_that_nobody_listens_on_any_more_is_69()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_directory.File("control.sock")));

        Is69(_directory.Path, "nobody listens on its control.sock");
    }

    [Fact]
    public void A_socket_of_another_type_is_69()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_directory.File("control.sock")));

        Is69(_directory.Path, "nobody listens on its control.sock");
    }

    [Fact]
    public void A_socket_that_may_not_be_opened_is_1_since_a_node_may_well_be_there()
    {
        var refused = NoNode.Explain(SocketError.AccessDenied, _directory.File("control.sock"), _directory.Path);

        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith($"{_directory.File("control.sock")} may not be opened by this user", refused.Message,
            StringComparison.Ordinal);
        Assert.Contains("as root", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_over_107_bytes_is_a_usage_error_with_the_limit()
    {
        var run = List(_directory.File(new string('x', 120)));

        Assert.Equal(2, run.Exit);
        Assert.Contains("a Unix socket path has at most 107", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_does_not_accept_is_75()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_directory.File("control.sock")));
        listener.Listen(0);
        using var queued = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        queued.Connect(new UnixDomainSocketEndPoint(_directory.File("control.sock")));

        var run = CommandRun.Of("shutdown", "--timeout", "50ms", "--sockdir", _directory.Path);

        Assert.Equal(75, run.Exit);
        Assert.Contains("does not accept connections", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("containers")]
    [InlineData("enable web")]
    [InlineData("scale web 3")]
    [InlineData("restart-all")]
    [InlineData("reload")]
    [InlineData("reopen-logfiles")]
    [InlineData("shutdown")]
    public void Every_command_that_talks_to_a_node_says_so(string line)
    {
        var run = CommandRun.Of([.. line.Split(' '), "--sockdir", _directory.Path]);

        Assert.Equal((69, ""), (run.Exit, run.Out));
    }

    private static CommandRun List(string directory) => CommandRun.Of("list", "--sockdir", directory);

    private static void Is69(string directory, string reason)
    {
        var run = List(directory);

        Assert.Equal((69, ""), (run.Exit, run.Out));
        Assert.StartsWith(
            $"cplane: no node in {directory}: {reason}\n  hint: start one with: cplane run FILE",
            run.Error,
            StringComparison.Ordinal);
    }
}
