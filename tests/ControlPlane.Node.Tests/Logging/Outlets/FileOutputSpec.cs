using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Logging.Outlets;

/// <summary>On real files.</summary>
public sealed class FileOutputSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly IFiles _disk = new LinuxMachine().Files;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Lines_are_appended_to_what_is_there_and_are_there_at_once()
    {
        var path = _directory.Write("app.log", "old\n");
        using var output = new FileOutput(_disk, path);

        output.Write("new\n"u8);

        Assert.Equal("old\nnew\n", File.ReadAllText(path));
    }

    [Fact]
    public void After_a_rotation_the_next_line_goes_to_the_new_file()
    {
        var (path, rotated) = (_directory.File("app.log"), _directory.File("app.log.1"));
        using var output = new FileOutput(_disk, path);
        output.Write("one\n"u8);
        File.Move(path, rotated);
        output.Write("two\n"u8);

        output.Reopen();
        output.Write("three\n"u8);

        Assert.Equal("one\ntwo\n", File.ReadAllText(rotated));
        Assert.Equal("three\n", File.ReadAllText(path));
    }

    [Fact]
    public void If_it_cannot_be_reopened_the_old_file_stays_in_use()
    {
        var logs = Directory.CreateDirectory(_directory.File("logs")).FullName;
        using var output = new FileOutput(_disk, Path.Combine(logs, "app.log"));
        Directory.Move(logs, _directory.File("old"));

        Assert.Throws<LogOutputException>(output.Reopen);
        output.Write("still here\n"u8);

        Assert.Equal("still here\n", File.ReadAllText(_directory.File("old/app.log")));
    }

    [Fact]
    public void A_missing_directory_is_named()
    {
        var refused = Assert.Throws<LogOutputException>(() => new FileOutput(_disk, _directory.File("none/app.log")));

        Assert.Contains(_directory.File("none"), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_a_failure_of_the_write()
    {
        using var output = new FileOutput(_disk, "/dev/full");

        var failed = Assert.Throws<LogOutputException>(() => output.Write("lost\n"u8));

        Assert.Contains("No space left on device", failed.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_outputs_to_one_file_do_not_overwrite_each_other()
    {
        var path = _directory.File("app.log");
        using var one = new FileOutput(_disk, path);
        using var two = new FileOutput(_disk, path);

        for (var i = 0; i < 100; i++)
        {
            one.Write("1111\n"u8);
            two.Write("2222\n"u8);
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("1111\n2222\n", 100)), File.ReadAllText(path));
    }
}
