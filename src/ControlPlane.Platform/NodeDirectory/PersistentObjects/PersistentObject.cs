namespace ControlPlane.Platform.NodeDirectory.PersistentObjects;

/// <summary>Kinds of objects that outlive the process that made them; the words of Netplex stand beside.</summary>
public enum PersistentKind
{
    /// <summary><c>FILE</c>: an absolute path.</summary>
    File,

    /// <summary><c>POSIX_SHM</c>: the name of a shared memory object (shm_overview(7)); a file of /dev/shm.</summary>
    SharedMemory,

    /// <summary><c>POSIX_SEM</c>: the name of a semaphore (sem_overview(7)); a file of /dev/shm.</summary>
    Semaphore,

    /// <summary><c>SEM_CONT</c>: Netplex's semaphores where the system has none; Linux has.</summary>
    SemaphoreContainer,
}

/// <summary>An object that outlives the process that made it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its path or name, 1 to <see cref="MaxName"/> bytes of UTF-8 without zero.</param>
public sealed record PersistentObject(PersistentKind Kind, string Name)
{
    public const int MaxName = 4095;

    public override string ToString() => $"{PersistentLine.Word(Kind)} {Name}";
}

/// <summary>What became of an object that was to be removed.</summary>
/// <param name="Object">Which one.</param>
/// <param name="WasThere">False: somebody had removed it already.</param>
/// <param name="Failure">Why it could not be removed; null: it is gone.</param>
public sealed record Unlinked(PersistentObject Object, bool WasThere, string? Failure)
{
    public override string ToString() => Failure is not null ? $"{Object}: {Failure}"
        : WasThere ? $"{Object}: removed"
        : $"{Object}: was gone already";
}
