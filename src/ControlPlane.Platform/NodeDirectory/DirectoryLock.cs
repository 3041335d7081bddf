using System.Globalization;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// One node a socket directory: flock(2) on a close-on-exec descriptor, which the kernel gives up when the node ends,
/// however it ends. The file says who holds it, for error texts; the lock itself never depends on that text.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    public const string FileName = "lock";

    /// <summary>
    /// A node that was killed a moment ago holds the lock until the kernel has taken its memory apart.
    /// </summary>
    private static readonly TimeSpan DyingHolder = TimeSpan.FromSeconds(20),
        LivingHolder = TimeSpan.FromMilliseconds(200);

    private const int Attempts = 50, PauseMilliseconds = 20;

    private readonly Descriptor _file;

    private DirectoryLock(Descriptor file) => _file = file;

    /// <exception cref="MachineException">A live node holds it.</exception>
    public static DirectoryLock Take(string directory, TimeProvider clock)
    {
        var path = Path.Combine(directory, FileName);
        var file = Descriptor.From(
            Libc.Open(path, Libc.O_RDWR | Libc.O_CREAT | Libc.O_CLOEXEC | Libc.O_NOFOLLOW, 0x180 /* 0600 */),
            $"cannot open {path}");
        try
        {
            if (!TryLock(file, path) && !(HolderIsDying(path, clock) && TryLockSoon(file, path)))
            {
                throw new MachineException(
                    $"socket directory {directory} is in use by a running node{Holder(path)}; "
                    + "stop that one (cplane shutdown), or choose another socket_directory", "EWOULDBLOCK");
            }

            WriteHolder(file, path);
            return new DirectoryLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Gives it up by name: a child that is just being started shares the description until it executes its program.
    /// </summary>
    public void Dispose()
    {
        _ = Libc.Flock(_file.Number, Libc.LOCK_UN);
        _file.Dispose();
    }

    /// <summary>For the moment in which a child of the dead holder has not executed its program yet.</summary>
    private static unsafe bool TryLockSoon(Descriptor file, string path)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryLock(file, path))
            {
                return true;
            }

            _ = Libc.Poll(null, 0, PauseMilliseconds);
        }

        return false;
    }

    private static bool TryLock(Descriptor file, string path)
    {
        while (Libc.Flock(file.Number, Libc.LOCK_EX | Libc.LOCK_NB) < 0)
        {
            switch (Errno.Last)
            {
                case Errno.EINTR: continue;
                case Errno.EAGAIN: return false;
                default: throw Errno.Failure($"cannot lock {path}", Errno.Last);
            }
        }

        return true;
    }

    private static bool HolderIsDying(string path, TimeProvider clock)
    {
        if (ReadHolder(path) is not { } holder || ProcessFacts.Of(holder.Pid) is not { } facts
            || facts.Identity != holder)
        {
            return true; // Gone between our two looks, or not yet written.
        }

        using var handle = ProcessHandle.Of(holder);
        return handle is null || handle.WaitForEnd(LivingHolder, clock)
            || (ProcessFacts.IsDying(holder.Pid) && handle.WaitForEnd(DyingHolder, clock));
    }

    private static string Holder(string path) => ReadHolder(path) is { } holder
        ? string.Create(CultureInfo.InvariantCulture, $" (pid {holder.Pid})") : "";

    private static ProcessIdentity? ReadHolder(string path)
    {
        var words = (SmallFile.ReadText(path, 256) ?? "").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 2 && int.TryParse(words[0], CultureInfo.InvariantCulture, out var pid)
            && ulong.TryParse(words[1], CultureInfo.InvariantCulture, out var started)
            ? new ProcessIdentity(pid, started) : null;
    }

    private static unsafe void WriteHolder(Descriptor file, string path)
    {
        var self = ProcessFacts.Of(Environment.ProcessId)?.Identity ?? new ProcessIdentity(Environment.ProcessId, 0);
        var text = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTime}\n"));
        fixed (byte* bytes = text)
        {
            if (Libc.Truncate(file.Number, 0) < 0 || Libc.Write(file.Number, bytes, (nuint)text.Length) < 0)
            {
                throw Errno.Failure($"cannot write {path}", Errno.Last);
            }
        }
    }
}
