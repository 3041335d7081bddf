using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Sockets;

/// <summary>
/// Alone: a process that is being started has a copy of every socket until its exec(2), so that the address of a
/// closed one is not free while another spec starts one.
/// </summary>
[Collection(Alone.Name)]
public sealed class SocketFileSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("shop.port");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_file_names_the_port_is_for_the_owner_alone_and_goes_with_the_socket()
    {
        using (var listener = Open())
        {
            Assert.Equal($"socket_file\n{PortOf(listener)}\n", File.ReadAllText(Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(IPAddress.Loopback, SocketFile.PortOf(File.ReadAllText(Path))!.Value);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void One_that_a_killed_node_left_is_replaced()
    {
        string port;
        using (var gone = Open())
        {
            port = PortOf(gone);
        }

        File.WriteAllText(Path, $"socket_file\n{port}\n");
        using var listener = Open();

        Assert.Equal($"socket_file\n{PortOf(listener)}\n", File.ReadAllText(Path));
    }

    [Fact]
    public void One_whose_port_somebody_listens_on_is_left_alone()
    {
        using var first = Open();
        var text = File.ReadAllText(Path);

        Assert.Contains("somebody listens on port", Assert.Throws<MachineException>(Open).Message);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("something of mine\n")]
    [InlineData("socket_file\n99999\n")]
    [InlineData("socket_file\n80")]
    public void Another_file_is_never_overwritten(string text)
    {
        File.WriteAllText(Path, text);

        Assert.Contains("there is something else", Assert.Throws<MachineException>(Open).Message);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Fact]
    public void A_directory_that_is_not_there_is_an_error() => Assert.Throws<MachineException>(
        () => LinuxListener.Open(new ListenPlan(new SocketFileListenAddress(_directory.File("gone/x")))));

    [Fact]
    public void A_port_that_is_held_is_not_free_and_then_it_is()
    {
        int port;
        using (var listener = Open())
        {
            port = int.Parse(PortOf(listener), CultureInfo.InvariantCulture);
            Assert.False(OwnSockets.IsPortFree(port));
        }

        Assert.True(OwnSockets.IsPortFree(port));
    }

    [Fact]
    public void The_path_of_a_workers_socket_is_cleared_of_sockets_only()
    {
        var path = _directory.File("slots/web-1.sock");
        OwnSockets.ClearPath(path);
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(path));
            OwnSockets.ClearPath(path);
            Assert.False(File.Exists(path));
        }

        File.WriteAllText(path, "mine");
        Assert.Throws<MachineException>(() => OwnSockets.ClearPath(path));
        Assert.True(File.Exists(path));
    }

    private LinuxListener Open() => LinuxListener.Open(new ListenPlan(new SocketFileListenAddress(Path)));

    private static string PortOf(LinuxListener listener) => listener.Address.Split(':')[1];
}
