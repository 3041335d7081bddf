using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Plugins;
using ControlPlane.Platform.NodeDirectory.PersistentObjects;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Plugins;

public sealed class NotedObjectsSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PersistentObjectFile _file;
    private readonly NotedObjects _objects;

    public NotedObjectsSpec()
    {
        _file = new PersistentObjectFile(_directory.Path);
        _objects = new NotedObjects(_file);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_registered_stands_in_the_file_until_it_is_unregistered()
    {
        _objects.Register(PersistentObjectKind.File, "/tmp/a");
        _objects.Register(PersistentObjectKind.Semaphore, "/sem");
        Assert.Equal(["FILE /tmp/a", "POSIX_SEM /sem"], _file.Read().Select(o => o.ToString()));
        _objects.Unregister(PersistentObjectKind.File, "/tmp/a");
        Assert.Equal(["POSIX_SEM /sem"], _file.Read().Select(o => o.ToString()));
    }

    [Fact]
    public void A_file_needs_an_absolute_path() => Assert.Contains(
        "has no absolute path",
        Assert.Throws<ArgumentException>(() => _objects.Register(PersistentObjectKind.File, "a")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_noted_down_is_an_io_exception()
    {
        var nowhere = new NotedObjects(new PersistentObjectFile(_directory.File("nowhere")));
        Assert.Throws<IOException>(() => nowhere.Register(PersistentObjectKind.SharedMemory, "/x"));
    }
}
