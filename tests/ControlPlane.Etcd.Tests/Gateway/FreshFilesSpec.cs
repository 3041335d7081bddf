using ControlPlane.Etcd.Gateway;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Gateway;

public sealed class FreshFilesSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _file;
    private int _read;

    public FreshFilesSpec() => _file = _directory.Write("a", "one");

    public void Dispose() => _directory.Dispose();

    private FreshFiles<string> Files => new("not what was expected", Read, _file);

    private string Read()
    {
        _read++;
        return File.ReadAllText(_file) is { Length: > 0 } text ? text : throw new IOException("it is empty");
    }

    [Fact]
    public void It_is_made_anew_only_when_a_file_has_changed()
    {
        var files = Files;
        Assert.Equal("one one", $"{files.Current()} {files.Current()}");
        Assert.Equal(1, _read);
        File.WriteAllText(_file, "two");
        Assert.Equal("two", files.Current());
    }

    [Fact]
    public void While_a_file_cannot_be_used_that_of_before_counts()
    {
        var files = Files;
        files.Current();
        File.WriteAllText(_file, "");
        Assert.Equal("one", files.Current());
        File.Delete(_file);
        Assert.Equal("one", files.Current());
        File.WriteAllText(_file, "two");
        Assert.Equal("two", files.Current());
    }

    [Fact]
    public void What_never_could_be_used_is_named()
    {
        File.WriteAllText(_file, "");
        var error = Assert.Throws<ArgumentException>(() => Files.Current());
        Assert.Equal($"{_file}: not what was expected: it is empty", error.Message);
    }
}
