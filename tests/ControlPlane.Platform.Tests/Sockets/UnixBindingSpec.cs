using System.Net.Sockets;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Sockets;

public sealed class UnixBindingSpec : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData((UnixFileMode)0x1FF)]
    public void The_mode_of_the_file_is_that_of_the_plan_whatever_the_umask(UnixFileMode mode)
    {
        using var listener = Listen("a.sock", mode);

        Assert.Equal(mode, File.GetUnixFileMode(_place.File("a.sock")));
        Assert.Equal($"unix:{_place.File("a.sock")}", listener.Address);
    }

    [RootFact]
    public void The_owner_of_the_file_is_that_of_the_plan()
    {
        using var listener = LinuxListener.Open(
            new ListenPlan(new UnixListenAddress(_place.File("a.sock"), Uid: 65534, Gid: 65534)));

        var facts = FileFacts.Of(_place.File("a.sock"));
        Assert.Equal((65534u, 65534u), (facts?.Uid, facts?.Gid));
    }

    [Fact]
    public async Task Other_permissions_leave_the_queue_alone()
    {
        using var listener = Listen("a.sock", UnixFileMode.UserRead);
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await waiting.ConnectAsync(new UnixDomainSocketEndPoint(_place.File("a.sock")));

        listener.Change(new ListenPlan(new UnixListenAddress(_place.File("a.sock"), (UnixFileMode)0x1B0), Backlog: 7));

        Assert.Equal((UnixFileMode)0x1B0, File.GetUnixFileMode(_place.File("a.sock")));
        await using var accepted = await listener.AcceptAsync(CancellationToken.None);
        accepted.CompleteSending();
        Assert.Equal(0, await waiting.ReceiveAsync(new byte[1]));
    }

    [RootFact]
    public void An_owner_that_is_no_longer_named_gives_the_file_back()
    {
        var address = new UnixListenAddress(_place.File("a.sock"));
        using var listener = LinuxListener.Open(new ListenPlan(address));
        listener.Change(new ListenPlan(address with { Uid = 65534, Gid = 65534 }));
        Assert.Equal(65534u, FileFacts.Of(address.Path)?.Uid);

        listener.Change(new ListenPlan(address));

        Assert.Equal((0u, 0u), (FileFacts.Of(address.Path)?.Uid, FileFacts.Of(address.Path)?.Gid));
    }

    [Fact]
    public void The_permissions_of_a_file_that_somebody_put_there_are_not_changed()
    {
        using var listener = Listen("a.sock");
        File.Delete(_place.File("a.sock"));
        _place.Write("a.sock", "");
        File.SetUnixFileMode(_place.File("a.sock"), UnixFileMode.UserRead);

        var error = Assert.Throws<MachineException>(() => listener.Change(
            new ListenPlan(new UnixListenAddress(_place.File("a.sock"), (UnixFileMode)0x1FF))));

        Assert.Contains("somebody replaced the file", error.Message);
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_place.File("a.sock")));
    }

    [Fact]
    public void A_stale_socket_is_replaced()
    {
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(_place.File("b.sock")));
            File.Move(_place.File("b.sock"), _place.File("a.sock"));
        }

        using var listener = Listen("a.sock");
        Assert.True(Connects("a.sock"));
    }

    [Fact]
    public void A_socket_that_somebody_listens_on_is_left_alone()
    {
        using var first = Listen("a.sock");

        var error = Assert.Throws<MachineException>(() => Listen("a.sock").Dispose());

        Assert.Equal("EADDRINUSE", error.Errno);
        Assert.Contains(_place.File("a.sock"), error.Message);
        Assert.True(Connects("a.sock"));
    }

    [Fact]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        _place.Write("a.sock", "precious");

        var error = Assert.Throws<MachineException>(() => Listen("a.sock").Dispose());

        Assert.Contains("not a socket", error.Message);
        Assert.Equal("precious", File.ReadAllText(_place.File("a.sock")));
    }

    [Fact]
    public void A_path_of_107_bytes_works_and_one_more_is_an_error()
    {
        var longest = new string('x', 107 - Encoding.UTF8.GetByteCount(_place.Path) - 1);
        using var listener = Listen(longest);
        Assert.True(Connects(longest));

        var error = Assert.Throws<MachineException>(() => Listen(longest + "y").Dispose());
        Assert.Contains("the path has 108 bytes, at most 107", error.Message);
    }

    [Fact]
    public void A_missing_directory_is_an_error_that_names_it()
    {
        var error = Assert.Throws<MachineException>(() => Listen("nowhere/a.sock").Dispose());

        Assert.Equal("ENOENT", error.Errno);
        Assert.Contains($"directory {_place.File("nowhere")} is not there", error.Message);
    }

    [Fact]
    public async Task Disposing_removes_the_file_but_never_that_of_a_successor()
    {
        var first = Listen("a.sock");
        var accepting = first.AcceptAsync(CancellationToken.None);
        Assert.True(Connects("a.sock"));
        await (await accepting).DisposeAsync();
        File.Delete(_place.File("a.sock"));
        using var second = Listen("a.sock");

        first.Dispose();
        Assert.True(Connects("a.sock"));

        second.Dispose();
        Assert.False(File.Exists(_place.File("a.sock")));
    }

    [Fact]
    public async Task Neither_accepting_here_nor_giving_the_descriptor_away_removes_the_file_early()
    {
        using var listener = Listen("a.sock");
        using (var given = new Socket(new SafeSocketHandle(listener.TakeDescriptor(), ownsHandle: true)))
        {
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await client.ConnectAsync(new UnixDomainSocketEndPoint(_place.File("a.sock")));
            using var accepted = await given.AcceptAsync();

            var peer = PeerCredentials.Of(accepted);
            Assert.Equal((Environment.ProcessId, Libc.EffectiveUid()), (peer.Pid, peer.Uid));
        }

        Assert.True(File.Exists(_place.File("a.sock")));
        listener.Dispose();
        Assert.False(File.Exists(_place.File("a.sock")));
    }

    private LinuxListener Listen(string name, UnixFileMode? mode = null) =>
        LinuxListener.Open(new ListenPlan(new UnixListenAddress(_place.File(name), mode)));

    private bool Connects(string name)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(_place.File(name)));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
