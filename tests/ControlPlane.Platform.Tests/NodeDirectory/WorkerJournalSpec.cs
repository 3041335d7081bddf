using ControlPlane.Contracts;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.NodeDirectory;

public sealed class WorkerJournalSpec : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    private string FilePath => _place.File(WorkerJournal.FileName);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Who_was_started_and_has_not_ended_lives()
    {
        var (first, second) = (Entry(10, "web"), Entry(11, "shop", "/sys/fs/cgroup/x/shop-1"));
        using (var journal = WorkerJournal.Begin(_place.Path))
        {
            journal.Started(first);
            journal.Started(second);
            journal.Ended(first);
            Assert.True(journal.HasLive);
        }

        Assert.Equal([second], WorkerJournal.Read(_place.Path));
    }

    [Fact]
    public void A_journal_of_another_boot_says_nothing()
    {
        using (var journal = WorkerJournal.Begin(_place.Path))
        {
            journal.Started(Entry(10, "web"));
        }

        var lines = File.ReadAllLines(FilePath);
        lines[0] = "boot\t00000000-0000-0000-0000-000000000000\tpid:[1]";
        File.WriteAllLines(FilePath, lines);

        Assert.Empty(WorkerJournal.Read(_place.Path));
    }

    [Fact]
    public void Where_there_is_no_journal_nobody_lives() => Assert.Empty(WorkerJournal.Read(_place.Path));

    [Fact]
    public void Half_a_line_at_the_end_is_left_out()
    {
        using (var journal = WorkerJournal.Begin(_place.Path))
        {
            journal.Started(Entry(10, "web"));
            journal.Started(Entry(11, "web"));
        }

        var text = File.ReadAllText(FilePath);
        for (var cut = 1; cut < 8; cut++)
        {
            File.WriteAllText(FilePath, text[..^cut]);
            Assert.Contains(Entry(10, "web"), WorkerJournal.Read(_place.Path));
        }
    }

    [Fact]
    public void A_long_history_is_compacted_and_loses_nobody()
    {
        using var journal = WorkerJournal.Begin(_place.Path);
        var keeps = Enumerable.Range(0, 20).Select(i => Entry(100_000 + i, "keep")).ToList();
        keeps.ForEach(journal.Started);
        for (var i = 2; i < 5000; i++)
        {
            var entry = Entry(i, "web");
            journal.Started(entry);
            journal.Ended(entry);
        }

        Assert.True(new FileInfo(FilePath).Length < 70_000);
        Assert.Equal(keeps, WorkerJournal.Read(_place.Path));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_place.Path));
    }

    private static JournalEntry Entry(int pid, string service, string? cgroup = null) =>
        new(new ProcessIdentity(pid, 5), new ContainerId(service, 1), cgroup);
}
