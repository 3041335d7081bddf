using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.NodeDirectory.PersistentObjects;

/// <summary>Removes one object.</summary>
/// <param name="sharedMemory">The folder of shared memory and semaphores: /dev/shm.</param>
internal sealed class Removal(string sharedMemory)
{
    public Unlinked Of(PersistentObject item)
    {
        if (PathOf(item) is not { } path)
        {
            return new Unlinked(item, true, item.Kind switch
            {
                PersistentKind.SemaphoreContainer => "not of this system",
                PersistentKind.File => "not an absolute path",
                _ => "not a name of shared memory or of a semaphore",
            });
        }

        return Libc.Unlink(path) == 0 ? new Unlinked(item, true, null)
            : Errno.Last == Errno.ENOENT ? new Unlinked(item, false, null)
            : new Unlinked(item, true, $"cannot be removed: {Errno.Text(Errno.Last)} ({Errno.Name(Errno.Last)})");
    }

    private string? PathOf(PersistentObject item) => item.Kind switch
    {
        PersistentKind.File => item.Name.StartsWith('/') ? item.Name : null,
        PersistentKind.SharedMemory => Below(item.Name, ""),
        PersistentKind.Semaphore => Below(item.Name, "sem."),
        _ => null,
    };

    // shm_open(3), sem_open(3): a name may begin with slashes, and has no other.
    private string? Below(string name, string prefix)
    {
        var bare = name.TrimStart('/');
        return bare.Length == 0 || bare.Contains('/', StringComparison.Ordinal) || bare is "." or ".."
            ? null
            : Path.Combine(sharedMemory, prefix + bare);
    }
}
