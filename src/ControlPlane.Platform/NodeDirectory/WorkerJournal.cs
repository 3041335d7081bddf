using System.Text;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// Which workers live, for the node that comes after a killed one. Appended line by line, each in one write(2); not
/// synced, because a machine that lost power has no workers left. Rewritten when it is long and mostly history.
/// The first line names boot and pid namespace: pids of another boot mean nothing.
/// </summary>
internal sealed class WorkerJournal : IDisposable
{
    public const string FileName = "workers";

    private const int CompactFrom = 64 * 1024, Largest = 64 * 1024 * 1024;

    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly Dictionary<ProcessIdentity, JournalEntry> _live = [];
    private Descriptor _file;
    private long _length;
    private bool _torn;
    private bool _closed;

    private WorkerJournal(string path, Descriptor file) => (_path, _file) = (path, file);

    /// <summary>Begins a new journal; what stood there must have been read before.</summary>
    public static WorkerJournal Begin(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var journal = new WorkerJournal(path, Create(path));
        journal.Append(Header);
        return journal;
    }

    /// <summary>
    /// Workers without an end, in the order of their pids. Empty if nothing is there or it is from another boot.
    /// </summary>
    public static IReadOnlyList<JournalEntry> Read(string directory)
    {
        var text = SmallFile.ReadText(Path.Combine(directory, FileName), LengthOf(directory)) ?? "";
        var live = new Dictionary<ProcessIdentity, JournalEntry>();
        if (text.StartsWith(Header, StringComparison.Ordinal))
        {
            foreach (var line in text.Split('\n'))
            {
                JournalEntry.Apply(line, live);
            }
        }

        return live.Values.OrderBy(e => e.Worker.Pid).ToList();
    }

    /// <exception cref="Machine.MachineException">It cannot be written (disk full).</exception>
    public void Started(JournalEntry entry)
    {
        lock (_gate)
        {
            _live[entry.Worker] = entry;
            Append(entry.StartLine);
        }
    }

    /// <summary>True while a worker has no end: then the file must stay for the next node.</summary>
    public bool HasLive
    {
        get
        {
            lock (_gate)
            {
                return _live.Count > 0;
            }
        }
    }

    /// <exception cref="Machine.MachineException">It cannot be written (disk full).</exception>
    public void Ended(JournalEntry entry)
    {
        lock (_gate)
        {
            if (_live.Remove(entry.Worker))
            {
                Append(entry.EndLine);
                CompactIfLong();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    private static string Header
    {
        get
        {
            var boot = SmallFile.ReadText("/proc/sys/kernel/random/boot_id")?.Trim() ?? "?";
            var pids = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "?";
            return $"boot\t{boot}\t{pids}\n";
        }
    }

    private static int LengthOf(string directory)
    {
        var file = new FileInfo(Path.Combine(directory, FileName));
        return file.Exists ? (int)Math.Min(file.Length, Largest) : 0;
    }

    private static Descriptor Create(string path)
    {
        if (Libc.Unlink(path) < 0 && Errno.Last != Errno.ENOENT)
        {
            throw Errno.Failure($"cannot replace {path}", Errno.Last);
        }

        return Descriptor.From(Libc.Open(path,
            Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_APPEND | Libc.O_CLOEXEC, 0x180 /* 0600 */),
            $"cannot create {path}");
    }

    private void Append(string text)
    {
        if (_closed)
        {
            return;
        }

        // Half a line that a full disk left must not swallow the next one.
        Write(_file, _torn ? "\n" + text : text, ref _torn);
        _length += text.Length;
    }

    private unsafe void Write(Descriptor file, string text, ref bool torn)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = bytes)
        {
            var written = Libc.Write(file.Number, first, (nuint)bytes.Length);
            torn = written > 0 && written != bytes.Length;
            if (written != bytes.Length)
            {
                throw Errno.Failure(
                    $"cannot write {_path}", written < 0 ? Errno.Last : Errno.ENOSPC, "free disk space");
            }
        }
    }

    private void CompactIfLong()
    {
        if (_length < CompactFrom || _length < _live.Count * 400L)
        {
            return;
        }

        var next = _path + ".new";
        var text = Header + string.Concat(_live.Values.OrderBy(e => e.Worker.Pid).Select(e => e.StartLine));
        var file = Create(next);
        try
        {
            var torn = false;
            Write(file, text, ref torn);
            File.Move(next, _path, overwrite: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file.Dispose();
        (_file, _length, _torn) = (file, text.Length, false);
    }
}
