using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory.PersistentObjects;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.NodeDirectory.PersistentObjects;

public sealed class PersistentObjectFileSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public PersistentObjectFileSpec() => Directory.CreateDirectory(SharedMemory);

    private string SharedMemory => _directory.File("shm");

    private string Written => _directory.File("netplex.pmanage");

    private PersistentObjectFile Objects => new(Path.GetDirectoryName(Written)!, SharedMemory);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Lines_are_those_of_Netplex_in_a_file_for_the_owner_alone()
    {
        Objects.Register(File("/a b\"\\\n\u00fc"), new(PersistentKind.SharedMemory, "/x"));
        Objects.Register(new PersistentObject(PersistentKind.Semaphore, "s"));
        Objects.Unregister(new PersistentObject(PersistentKind.SharedMemory, "/x"));

        Assert.Equal(
            "R FILE \"/a b\\\"\\\\\\n\\195\\188\"\nR POSIX_SHM \"/x\"\nR POSIX_SEM \"s\"\nU POSIX_SHM \"/x\"\n",
            System.IO.File.ReadAllText(Written));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Written));
        Assert.Equal([File("/a b\"\\\n\u00fc"), new(PersistentKind.Semaphore, "s")], Objects.Read());
    }

    [Fact]
    public void Unlink_removes_what_is_registered_and_not_unregistered_and_empties_the_file()
    {
        var (mine, kept) = (_directory.Write("mine", ""), _directory.Write("kept", ""));
        System.IO.File.WriteAllText(Path.Combine(SharedMemory, "m"), "");
        System.IO.File.WriteAllText(Path.Combine(SharedMemory, "sem.s"), "");
        Objects.Register(
            File(mine), File(kept), File("/nowhere/at/all"),
            new(PersistentKind.SharedMemory, "/m"), new(PersistentKind.Semaphore, "/s"));
        Objects.Unregister(File(kept));

        var unlinked = Objects.Unlink();

        Assert.Equal(
            [$"FILE {mine}: removed", "FILE /nowhere/at/all: was gone "
                + "already", "POSIX_SHM /m: removed", "POSIX_SEM /s: removed"],
            unlinked.Select(one => one.ToString()));
        Assert.False(System.IO.File.Exists(mine));
        Assert.True(System.IO.File.Exists(kept));
        Assert.Empty(Directory.EnumerateFileSystemEntries(SharedMemory));
        Assert.Equal(0, new FileInfo(Written).Length);
        Assert.Empty(Objects.Unlink());
    }

    [Fact]
    public void What_cannot_be_removed_says_why_and_stays_registered()
    {
        var folder = _directory.File("folder");
        Directory.CreateDirectory(folder);
        Objects.Register(
            File(folder), File("relative"), new(PersistentKind.SharedMemory, "../x"),
            new(PersistentKind.SemaphoreContainer, "c"));

        var unlinked = Objects.Unlink();

        Assert.Equal(4, unlinked.Count);
        Assert.All(unlinked, one => Assert.NotNull(one.Failure));
        Assert.Contains("EISDIR", unlinked[0].Failure, StringComparison.Ordinal);
        Assert.Equal(4, Objects.Read().Count);
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void A_long_history_is_compacted()
    {
        Objects.Register(File("/stays"));
        for (var i = 0; i < 600; i++)
        {
            Objects.Register(File("/" + new string('x', 100) + i));
            Objects.Unregister(File("/" + new string('x', 100) + i));
        }

        Assert.InRange(new FileInfo(Written).Length, 1, PersistentObjectFile.CompactFrom);
        Assert.Equal([File("/stays")], Objects.Read());
    }

    [Fact]
    public async Task Many_may_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                Objects.Register(File($"/{task}-{i}"));
            }
        })));

        Assert.Equal(100, Objects.Read().Count);
    }

    [Fact]
    public void Half_a_line_does_not_swallow_the_next()
    {
        _directory.Write("netplex.pmanage", "R FILE \"/a");
        System.IO.File.SetUnixFileMode(Written, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Objects.Register(File("/b"));

        Assert.Equal([File("/b")], Objects.Read());
    }

    [Fact]
    public void A_file_that_others_may_write_to_is_not_followed()
    {
        var victim = _directory.Write("victim", "");
        _directory.Write("netplex.pmanage", $"R FILE \"{victim}\"\n");
        System.IO.File.SetUnixFileMode(Written, (UnixFileMode)0x1B6);

        var refused = Assert.Throws<MachineException>(() => Objects.Unlink());

        Assert.Contains("not to be trusted", refused.Message, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(victim));
    }

    [Fact]
    public void A_link_in_its_place_is_not_followed()
    {
        System.IO.File.CreateSymbolicLink(Written, _directory.Write("elsewhere", ""));

        Assert.Throws<MachineException>(() => Objects.Register(File("/a")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_that_nothing_can_have_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Objects.Register(File(name)));

    [Fact]
    public void Without_a_file_nothing_is_registered_and_none_is_made()
    {
        Assert.Empty(Objects.Read());
        Assert.Empty(Objects.Unlink());
        Assert.False(System.IO.File.Exists(Written));
    }

    [Fact]
    public void Whatever_stands_in_the_file_the_reader_finds_names_or_nothing()
    {
        var random = new Random(20_261_122);
        var good =
            "R FILE \"/a\\010\\\"b\"\nU FILE \"/a\\010\\\"b\"\nR POSIX_SHM \"/x\"\nR POSIX_SEM \"\\x41\\o101\"\n";
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(good).ToList();
            for (var bends = random.Next(1, 12); bends > 0; bends--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(at); break;
                    default: bytes.Insert(at, (byte)"\\\"RU \n"[random.Next(6)]); break;
                }
            }

            var live = PersistentLine.Live(Encoding.UTF8.GetString([.. bytes]));

            Assert.InRange(live.Count, 0, bytes.Count);
            Assert.All(live, item => Assert.True(PersistentLine.IsName(item.Name)));
            Assert.Equal(live, PersistentLine.Live(string.Concat(live.Select(item => PersistentLine.Of(true, item)))));
        }
    }

    private static PersistentObject File(string path) => new(PersistentKind.File, path);
}
