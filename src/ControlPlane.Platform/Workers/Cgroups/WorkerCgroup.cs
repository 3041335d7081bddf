using System.Globalization;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers.Cgroups;

/// <summary>
/// The cgroup (v2, cgroups(7)) of one worker: whatever it forks stays in it, whatever session it makes.
/// </summary>
internal sealed class WorkerCgroup(string path, string name)
{
    private const int LongestList = 64 * 1024;

    /// <summary>Where it lies in the file system.</summary>
    public string Path => path;

    /// <summary>A process joins by writing its pid there.</summary>
    public string Procs => $"{path}/cgroup.procs";

    /// <summary>True: something that is no zombie lives in it.</summary>
    public bool IsPopulated => SmallFile.ReadText($"{path}/cgroup.events", 256)?.Contains("populated 1",
        StringComparison.Ordinal) ?? false;

    /// <summary>
    /// TERM to what has left the group of its worker (setsid(2)): it has not heard the one to the group. The others
    /// must not hear it twice: many programs take a second TERM for impatience.
    /// </summary>
    public void TerminateBeyond(int group)
    {
        foreach (var pid in Members().Where(pid => ProcessFacts.Of(pid) is { } facts && facts.Group != group))
        {
            // Its number may be a stranger's by now: held first, then asked whether it is still one of ours.
            using var handle = ProcessFacts.Of(pid) is { } facts ? ProcessHandle.Of(facts.Identity) : null;
            if (handle is not null && Members().Contains(pid))
            {
                handle.Signal(Libc.SIGTERM);
            }
        }
    }

    /// <summary>The processes in it at the moment, zombies not; what a worker has put into cgroups below,
    /// too.</summary>
    public IReadOnlyList<int> AllMembers()
    {
        var members = Members().ToList();
        try
        {
            foreach (var below in Directory.EnumerateDirectories(path))
            {
                members.AddRange(new WorkerCgroup(below, "").AllMembers());
            }
        }
        catch (IOException)
        {
            // It was removed meanwhile: it has no members.
        }

        return members;
    }

    private IEnumerable<int> Members() =>
        from line in (SmallFile.ReadText(Procs, LongestList) ?? "").Split('\n')
        let pid = int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where pid > 0
        select pid;

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
