using System.Globalization;
using System.Runtime.InteropServices;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers.Exits;

/// <summary>
/// Makes this process the parent of what its workers orphan (PR_SET_CHILD_SUBREAPER, prctl(2)) and collects those
/// when they end. Never touched: children that somebody waits for, and children in our own session, which the host
/// started itself (System.Diagnostics.Process makes no session; our workers always have one of their own).
/// </summary>
internal sealed class OrphanCollector : IDisposable
{
    private readonly PosixSignalRegistration _signal;
    private readonly int _ownSession = Libc.SessionOf(0);
    private volatile bool _asked = true;

    /// <param name="wake">Called when a child has ended; it shall call <see cref="Collect"/> soon, not at once.</param>
    public OrphanCollector(Action wake)
    {
        if (Libc.ProcessControl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0)
        {
            throw Errno.Failure("cannot become a subreaper", Errno.Last);
        }

        _signal = PosixSignalRegistration.Create((PosixSignal)Libc.SIGCHLD, _ =>
        {
            _asked = true;
            wake();
        });
    }

    /// <summary>True: a child has ended since the last collection.</summary>
    public bool IsAsked => _asked;

    /// <summary>Collects what has ended.</summary>
    public void Collect()
    {
        if (!_asked)
        {
            return;
        }

        _asked = false;
        foreach (var child in Children().Where(c => c.IsZombie && IsStray(c)))
        {
            OwnChildren.IfUnknown(child.Identity.Pid, pid => WaitStatus.TryReap(pid));
        }
    }

    /// <summary>
    /// Kills and collects living children of nobody's. Their own children become ours as they die, so it looks again
    /// until there is none.
    /// </summary>
    public void EndStrays(LinuxMachineOptions options)
    {
        var began = options.Time.GetTimestamp();
        while (Children().Where(c => !c.IsZombie && IsStray(c)).ToList() is { Count: > 0 } strays
            && options.Time.GetElapsedTime(began) < options.CloseTimeout)
        {
            foreach (var stray in strays)
            {
                using var handle = ProcessHandle.Of(stray.Identity);
                handle?.Signal(Libc.SIGKILL);
                handle?.WaitForEnd(options.CloseTimeout - options.Time.GetElapsedTime(began), options.Time);
                options.Report(new MachineEvent.StrayEnded(
                    new EndedPredecessor(stray.Identity, stray.Command, null, Killed: true)));
            }
        }

        _asked = true;
        Collect();
    }

    public void Dispose()
    {
        _signal.Dispose();
        _ = Libc.ProcessControl(Libc.PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
    }

    private bool IsStray(ProcessFacts child) =>
        child.Session != _ownSession && !OwnChildren.IsKnown(child.Identity.Pid);

    /// <summary>Each child belongs to one of our threads (proc(5), task/TID/children).</summary>
    private static IEnumerable<ProcessFacts> Children()
    {
        if (!File.Exists("/proc/thread-self/children"))
        {
            return ProcessTable.All().Where(p => p.Parent == Environment.ProcessId);
        }

        return from thread in Directory.EnumerateDirectories("/proc/self/task")
               from word in (SmallFile.ReadText($"{thread}/children", 1024 * 1024) ?? "").Split(' ')
               let pid = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var child) ? child : 0
               where pid > 0 && !OwnChildren.IsKnown(pid)
               let facts = ProcessFacts.Of(pid)
               where facts is not null
               select facts.Value;
    }
}
