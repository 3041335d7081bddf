using ControlPlane.Contracts;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Tests.NodeDirectory;

public sealed class JournalEntrySpec
{
    private static readonly string[] Words =
        ["+", "-", "", "1", "2", "42", "99999999999999999999", "web", "é", "\0", "-1"];

    [Theory]
    [InlineData(null)]
    [InlineData("/sys/fs/cgroup/cplane-1/web-3-1")]
    public void What_was_written_is_read(string? cgroup)
    {
        var entry = new JournalEntry(new ProcessIdentity(42, 4711), new ContainerId("web", 3), cgroup);
        var live = new Dictionary<ProcessIdentity, JournalEntry>();

        JournalEntry.Apply(entry.StartLine.TrimEnd('\n'), live);
        Assert.Equal(entry, Assert.Single(live).Value);

        JournalEntry.Apply(entry.EndLine.TrimEnd('\n'), live);
        Assert.Empty(live);
    }

    [Fact]
    public void No_line_makes_reading_fail_and_none_names_a_pid_that_no_worker_can_have()
    {
        var random = new Random(5);
        var live = new Dictionary<ProcessIdentity, JournalEntry>();
        var seen = 0;
        for (var round = 0; round < 100_000; round++)
        {
            var fields = Enumerable.Range(0, random.Next(0, 8)).Select(_ => Words[random.Next(Words.Length)]);
            JournalEntry.Apply(string.Join('\t', fields), live);
            Assert.DoesNotContain(live.Keys, k => k.Pid <= 1);
            seen = Math.Max(seen, live.Count);
        }

        Assert.True(seen > 1);
    }
}
