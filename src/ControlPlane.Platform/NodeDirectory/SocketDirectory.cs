using System.Globalization;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// The socket directory of a node: its lock, the journal of its workers, the control socket and what else lies under
/// it. Opening it ends whatever a killed predecessor left running. Disposing it leaves the lock file and what a
/// restart needs (design §6), nothing else of ours.
/// </summary>
public sealed class SocketDirectory : IDisposable
{
    private const uint OwnerOnly = 0x1C0; // 0700
    private const int DeepestSweep = 4;

    /// <summary>Kept when it says something: objects that outlive the node, for <c>unlink</c>.</summary>
    private const string ManagedState = "netplex.pmanage";

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    private const string ControllerFolder = "netplex.controller";

    /// <summary>Sockets that workers bind themselves.</summary>
    private const string SlotsFolder = "slots";

    private readonly DirectoryLock _lock;
    private bool _disposed;

    private SocketDirectory(
        string path, DirectoryLock held, WorkerJournal journal, IReadOnlyList<EndedPredecessor> ended) =>
        (Path, _lock, Journal, Predecessors) = (path, held, journal, ended);

    /// <summary>Absolute, without a slash at the end.</summary>
    public string Path { get; }

    /// <summary>What a predecessor had left and was ended; for the log.</summary>
    public IReadOnlyList<EndedPredecessor> Predecessors { get; }

    internal WorkerJournal Journal { get; }

    /// <summary>
    /// Makes the directory (not its parent) if need be, locks it, and clears it of a dead predecessor.
    /// </summary>
    /// <exception cref="MachineException">
    /// A live node has it; it is a link, no directory, or another user's; its parent is not there; a process of a
    /// predecessor cannot be ended.
    /// </exception>
    public static SocketDirectory Open(string path, SocketDirectoryOptions? options = null)
    {
        options ??= new SocketDirectoryOptions();
        var directory = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        Secure(directory);
        var held = DirectoryLock.Take(directory, options.Time);
        try
        {
            var left = new LeftBehind(directory, WorkerJournal.Read(directory));
            var ended = new Predecessors(left, options.PredecessorGrace, options.Time).End();
            left.RemoveCgroups();
            SweepSockets(directory, 0);
            return new SocketDirectory(directory, held, WorkerJournal.Begin(directory), ended);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes the folder of the controller's own sockets, private to the node's user, and returns its path. It goes with
    /// the directory.
    /// </summary>
    /// <exception cref="MachineException">It cannot be made, or is no folder of ours.</exception>
    public string MakeControllerFolder()
    {
        var folder = System.IO.Path.Combine(Path, ControllerFolder);
        Secure(folder);
        return folder;
    }

    /// <summary>Who this node is to its cluster; each call is one start, and is written down.</summary>
    /// <exception cref="MachineException">The file of it is damaged, or cannot be written.</exception>
    public NodeIdentity TakeIdentity()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return NodeIdentity.Next(Path);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Journal.Dispose();
        SweepSockets(Path, 0);
        if (!Journal.HasLive)
        {
            File.Delete(System.IO.Path.Combine(Path, WorkerJournal.FileName));
        }

        var state = new FileInfo(System.IO.Path.Combine(Path, ManagedState));
        if (state is { Exists: true, Length: 0 })
        {
            state.Delete();
        }

        // Fails with ENOTEMPTY when somebody put a file there, and then it stays.
        _ = Libc.RemoveDirectory(System.IO.Path.Combine(Path, ControllerFolder));
        _ = Libc.RemoveDirectory(System.IO.Path.Combine(Path, SlotsFolder));
        _lock.Dispose();
    }

    private static void Secure(string directory)
    {
        if (Libc.MakeDirectory(directory, OwnerOnly) < 0 && Errno.Last != Errno.EEXIST)
        {
            throw Errno.Failure($"cannot create socket directory {directory}", Errno.Last, Errno.Last switch
            {
                Errno.ENOENT => $"{System.IO.Path.GetDirectoryName(directory)} is not there: create it",
                Errno.EACCES => $"the node may not write to {System.IO.Path.GetDirectoryName(directory)}",
                _ => "",
            });
        }

        var fd = Libc.Open(directory, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC, 0);
        if (fd < 0)
        {
            throw Errno.Last is Errno.ENOTDIR or Errno.ELOOP
                ? new MachineException($"socket directory {directory} is not a directory (links are not followed); "
                    + "move it away or choose another socket_directory", "ENOTDIR")
                : Errno.Failure($"cannot open socket directory {directory}", Errno.Last);
        }

        using var handle = new Descriptor(fd);
        var facts = FileFacts.Of(handle) ?? throw Errno.Failure($"cannot look at {directory}", Errno.Last);
        if (facts.Uid != Libc.EffectiveUid())
        {
            throw new MachineException(string.Create(CultureInfo.InvariantCulture,
                $"socket directory {directory} belongs to user {facts.Uid}, not to {Libc.EffectiveUid()}; "
                + $"choose another socket_directory, or run as that user"), "EACCES");
        }

        if (facts.Permissions != OwnerOnly && Libc.ChangeMode(handle.Number, OwnerOnly) < 0)
        {
            throw Errno.Failure($"cannot make socket directory {directory} private (mode 0700)", Errno.Last);
        }
    }

    /// <summary>Removes socket files that nobody listens on: a killed node cannot have done it.</summary>
    private static void SweepSockets(string directory, int depth)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(directory, "*", Everything))
        {
            if (FileFacts.Of(entry, followLink: false) is not { } facts)
            {
                continue;
            }

            if (facts.IsDirectory && depth < DeepestSweep)
            {
                SweepSockets(entry, depth + 1);
            }
            else if (facts.IsSocket && System.Text.Encoding.UTF8.GetByteCount(entry) <= UnixListenAddress.MaxPathBytes
                && !UnixSocketFile.IsLive(RawAddress.OfPath(entry)))
            {
                UnixSocketFile.RemoveIfSame(entry, facts);
            }
        }
    }
}
