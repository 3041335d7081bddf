using System.Net.Sockets;
using System.Text;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Files;

/// <summary>
/// Alone: a process that is being started has a copy of every socket until its exec(2), so that what is sent to a
/// receiver that was closed may still arrive.
/// </summary>
[Collection(Alone.Name)]
public sealed class LinuxFilesSpec : IDisposable
{
    private readonly TemporaryDirectory _place = new();
    private readonly LinuxFiles _files = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Two_who_append_to_one_file_do_not_overwrite_each_other_nor_what_was_there()
    {
        var path = _place.Write("log", "old\n");
        using (var first = _files.OpenAppend(path))
        using (var second = _files.OpenAppend(path))
        {
            first.Write("one\n"u8);
            second.Write("two\n"u8);
            first.Write("three\n"u8);
        }

        Assert.Equal("old\none\ntwo\nthree\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_file_that_was_emptied_meanwhile_is_written_from_its_beginning()
    {
        var path = _place.File("log");
        using var stream = _files.OpenAppend(path);
        stream.Write("before\n"u8);
        File.WriteAllText(path, "");
        stream.Write("after\n"u8);

        Assert.Equal("after\n", File.ReadAllText(path));
    }

    [Fact]
    public void What_cannot_be_opened_says_why()
    {
        Assert.Contains($"directory {_place.File("no")} is not there: create it",
            Assert.Throws<MachineException>(() => _files.OpenAppend(_place.File("no/log"))).Message);
        Assert.Equal("EISDIR", Assert.Throws<MachineException>(() => _files.OpenAppend(_place.Path)).Errno);
    }

    [Fact]
    public void A_full_disk_is_an_exception_that_names_the_file()
    {
        using var full = _files.OpenAppend("/dev/full");

        var error = Assert.Throws<IOException>(() => full.Write("x"u8));

        Assert.Contains("/dev/full", error.Message);
        Assert.Contains("ENOSPC", error.Message);
    }

    [Fact]
    public void Datagrams_arrive_and_go_on_arriving_after_the_receiver_was_restarted()
    {
        using var sender = _files.Datagrams(_place.File("log"));
        Assert.Contains("nobody has made that socket",
            Assert.Throws<MachineException>(() => sender.Send("x"u8)).Message);

        using (var first = Receiver())
        {
            sender.Send("one"u8);
            Assert.Equal("one", Receive(first));
        }

        Assert.Equal("ECONNREFUSED", Assert.Throws<MachineException>(() => sender.Send("x"u8)).Errno);
        File.Delete(_place.File("log"));
        using var second = Receiver();
        sender.Send("two"u8);
        Assert.Equal("two", Receive(second));
    }

    [Fact]
    public void A_restarted_receiver_costs_no_message()
    {
        using var sender = _files.Datagrams(_place.File("log"));
        using (var first = Receiver())
        {
            sender.Send("one"u8);
        }

        File.Delete(_place.File("log"));
        using var second = Receiver();
        sender.Send("two"u8);

        Assert.Equal("two", Receive(second));
    }

    [Fact]
    public void A_receiver_that_does_not_read_is_an_error_and_not_a_wait()
    {
        using var receiver = Receiver();
        using var sender = _files.Datagrams(_place.File("log"));

        var error = Assert.Throws<MachineException>(() =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                sender.Send("x"u8);
            }
        });

        Assert.Equal("EAGAIN", error.Errno);
    }

    [Fact]
    public void Whether_a_directory_can_be_entered_is_asked_for_the_user()
    {
        Assert.Null(_files.WhyNotDirectory(_place.Path, null));
        Assert.Equal("ENOENT", _files.WhyNotDirectory(_place.File("no"), null)?.Errno);
        Assert.Equal("ENOTDIR", _files.WhyNotDirectory(_place.Write("file", ""), null)?.Errno);

        if (Libc.EffectiveUid() == 0)
        {
            // The temporary directory has mode 0700.
            Assert.Contains($"user nobody may not enter {_place.Path}",
                _files.WhyNotDirectory(_place.Path, new Account("nobody", 65534, 65534))?.Message);
        }
    }

    [Fact]
    public void Whether_a_file_can_be_read_is_asked_for_the_node()
    {
        Assert.Null(_files.WhyNotReadable(_place.Write("good", "x")));
        Assert.Contains("it is not there", _files.WhyNotReadable(_place.File("no"))?.Message);
        Assert.Contains("it is a directory", _files.WhyNotReadable(_place.Path)?.Message);
        Assert.Contains("is not a directory", _files.WhyNotReadable(_place.File("good/below"))?.Message);

        if (Libc.EffectiveUid() != 0)
        {
            File.SetUnixFileMode(_place.File("good"), UnixFileMode.None);
            Assert.Contains("may not read", _files.WhyNotReadable(_place.File("good"))?.Message);
        }
    }

    [Theory]
    [InlineData(0x180, true)] // 0600
    [InlineData(0x100, true)] // 0400
    [InlineData(0x1A0, false)] // 0640
    [InlineData(0x184, false)] // 0604
    [InlineData(0x192, false)] // 0622
    public void Whether_a_file_is_secret_is_a_matter_of_its_mode(int mode, bool secret)
    {
        var file = _place.Write("token", "x");
        File.SetUnixFileMode(file, (UnixFileMode)mode);

        var refused = _files.WhyNotSecret(file)?.Message;

        Assert.Equal(secret, refused is null);
        Assert.True(
            secret || refused!.Contains($"keep it secret: chmod 600 {file}", StringComparison.Ordinal), refused);
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_secret() =>
        Assert.Contains("it is not there", _files.WhyNotSecret(_place.File("no"))?.Message);

    private Socket Receiver()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Eventually.DefaultDeadline.TotalMilliseconds, // One that is lost is no hang.
        };
        // .NET removes the file it bound; a killed receiver leaves it there, which is what the specs are about.
        socket.Bind(new UnixDomainSocketEndPoint(_place.File("bound")));
        File.Move(_place.File("bound"), _place.File("log"), overwrite: true);
        return socket;
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[100];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }
}
