using System.Text;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Platform.NodeDirectory.PersistentObjects;

/// <summary>
/// The file <c>netplex.pmanage</c> of a socket directory: which objects that outlive their process somebody has to
/// remove. Shared with Netplex's own programs, which may write and read it at the same time: every access is under a
/// lock that theirs respects.
/// </summary>
/// <param name="socketDirectory">Absolute path.</param>
/// <param name="sharedMemory">The folder of shared memory and semaphores.</param>
public sealed class PersistentObjectFile(string socketDirectory, string sharedMemory = "/dev/shm")
{
    public const string FileName = "netplex.pmanage";

    /// <summary>A longer file is rewritten when most of it is history.</summary>
    internal const int CompactFrom = 64 * 1024;

    private readonly string _path = Path.Combine(socketDirectory, FileName);

    /// <summary>Adds objects; one that is there stays as it is.</summary>
    /// <exception cref="ArgumentException">A name is empty, too long, or has a zero in it.</exception>
    /// <exception cref="MachineException">The file cannot be written, is locked for long, or is not ours.</exception>
    public void Register(params IReadOnlyList<PersistentObject> items) => Append(true, items);

    /// <summary>Takes objects out: they are gone, or somebody else cares for them.</summary>
    /// <inheritdoc cref="Register"/>
    public void Unregister(params IReadOnlyList<PersistentObject> items) => Append(false, items);

    /// <summary>What is registered and not unregistered, in the order of registration; empty without a file.</summary>
    /// <exception cref="MachineException">The file cannot be read, is locked for long, or is not ours.</exception>
    public IReadOnlyList<PersistentObject> Read()
    {
        using var file = LockedFile.Open(_path, create: false);
        return file is null ? [] : PersistentLine.Live(file.Read());
    }

    /// <summary>
    /// Removes what is registered. What is gone then is registered no longer; with nothing left the file is empty.
    /// </summary>
    /// <inheritdoc cref="Read"/>
    public IReadOnlyList<Unlinked> Unlink()
    {
        using var file = LockedFile.Open(_path, create: false);
        if (file is null)
        {
            return [];
        }

        var removal = new Removal(sharedMemory);
        var unlinked = PersistentLine.Live(file.Read()).Select(removal.Of).ToList();
        file.Replace(Lines(true, unlinked.Where(one => one.Failure is not null).Select(one => one.Object)));
        return unlinked;
    }

    private void Append(bool registered, IReadOnlyList<PersistentObject> items)
    {
        if (items.FirstOrDefault(item => !PersistentLine.IsName(item.Name)) is { } bad)
        {
            throw new ArgumentException(
                $"the name [{bad.Name}] has {Encoding.UTF8.GetByteCount(bad.Name)} bytes; expected 1 to "
                + $"{PersistentObject.MaxName}, none of them zero", nameof(items));
        }

        using var file = LockedFile.Open(_path, create: true)!;
        file.Append(Lines(registered, items));
        if (file.Length > CompactFrom)
        {
            Compact(file);
        }
    }

    private static void Compact(LockedFile file)
    {
        var live = Lines(true, PersistentLine.Live(file.Read()));
        if (live.Length < file.Length / 2)
        {
            file.Replace(live);
        }
    }

    private static string Lines(bool registered, IEnumerable<PersistentObject> items) =>
        string.Concat(items.Select(item => PersistentLine.Of(registered, item)));
}
