using ControlPlane.Platform.NodeDirectory;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.NodeDirectory;

public sealed class ClusterFileSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _reports = [];

    private ClusterFile File => new(_directory.Path, _reports.Add);

    private string Path => _directory.File(ClusterFile.FileName);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_last_text_is_there_when_it_is_done_and_only_for_its_owner()
    {
        Assert.Null(File.Read());
        var file = File;
        for (var i = 0; i <= 50; i++)
        {
            var text = $"text {i}";
            file.Write(() => text);
        }

        await file.DisposeAsync();
        Assert.Equal("text 50", File.Read());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Path));
        Assert.Equal([Path], Directory.GetFileSystemEntries(_directory.Path));
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Removed_is_removed_also_what_a_killed_node_was_writing()
    {
        await System.IO.File.WriteAllTextAsync(Path + ".new", "half");
        var file = File;
        file.Write(() => "text");
        file.Remove();
        await file.DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_is_reported()
    {
        Directory.CreateDirectory(Path);
        var file = File;
        Assert.Null(file.Read());
        file.Write(() => "text");
        await file.DisposeAsync();
        Assert.Equal(2, _reports.Count);
        Assert.Contains("expected a regular file", _reports[0], StringComparison.Ordinal);
        Assert.Contains("cannot be written", _reports[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_reported()
    {
        System.IO.File.WriteAllBytes(Path, [0x63, 0xff, 0xfe]);
        Assert.Null(File.Read());
        Assert.Contains("is not used", Assert.Single(_reports), StringComparison.Ordinal);
    }
}
