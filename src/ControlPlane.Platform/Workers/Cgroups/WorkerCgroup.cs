using System.Globalization;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers.Cgroups;

/// <summary>
/// The cgroup (v2, cgroups(7)) of one worker: whatever it forks stays in it, whatever session it makes.
/// </summary>
internal sealed class WorkerCgroup(string path, string name)
{
    /// <summary>Where it lies in the file system.</summary>
    public string Path => path;

    /// <summary>A process joins by writing its pid there.</summary>
    public string Procs => $"{path}/cgroup.procs";

    /// <summary>True: something that is no zombie lives in it.</summary>
    public bool IsPopulated => SmallFile.ReadText($"{path}/cgroup.events", 256)?.Contains("populated 1",
        StringComparison.Ordinal) ?? false;

    /// <summary>
    /// TERM to what has left the group of its worker (setsid(2)): it has not heard the one to the group. The others must
    /// not hear it twice: many programs take a second TERM for impatience.
    /// </summary>
    public void TerminateBeyond(int group)
    {
        foreach (var line in (SmallFile.ReadText(Procs, 64 * 1024) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var pid)
                && ProcessFacts.Of(pid) is { } facts && facts.Group != group)
            {
                // Gone meanwhile is as good as told.
                _ = Libc.Kill(pid, Libc.SIGTERM);
            }
        }
    }

    /// <summary>KILL to all of it at once; what is being forked meanwhile dies, too (Linux 5.14).</summary>
    public void Kill()
    {
        var errno = SmallFile.Write($"{path}/cgroup.kill", "1"u8);
        if (errno is not (0 or Errno.ENOENT))
        {
            throw Errno.Failure($"cannot kill cgroup {path}", errno);
        }
    }

    /// <summary>True when it is gone; false while something is in it.</summary>
    public bool TryRemove() => Libc.RemoveDirectory(path) == 0 || Errno.Last == Errno.ENOENT;

    /// <summary>Whether this is its name, or that of one below, as /proc/PID/cgroup has it.</summary>
    public bool Contains(string cgroupOfProcess) => cgroupOfProcess == name
        || cgroupOfProcess.StartsWith($"{name}/", StringComparison.Ordinal);
}
