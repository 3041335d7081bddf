using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// Ends what a killed node left: TERM, a bounded wait, KILL. Each process is held by a pidfd from the look on, so none
/// that merely got the same pid is ever hit; looking again until nothing is found catches those forked meanwhile.
/// </summary>
internal sealed class Predecessors(LeftBehind leftBehind, TimeSpan grace, TimeProvider clock)
{
    private const int KillRounds = 20;

    private static readonly TimeSpan KillWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ProcessIdentity, EndedPredecessor> _ended = [];

    /// <exception cref="MachineException">Something could not be ended.</exception>
    public IReadOnlyList<EndedPredecessor> End()
    {
        Round(Libc.SIGTERM, grace);
        for (var round = 0; round < KillRounds; round++)
        {
            if (Round(Libc.SIGKILL, KillWait) == 0)
            {
                return _ended.Values.OrderBy(e => e.Process.Pid).ToList();
            }
        }

        throw new MachineException("processes of a node that died cannot be ended: "
            + string.Join(", ", leftBehind.Find().Select(p => $"pid {p.Process.Pid} ({p.Command})"))
            + "; end them, then start again", "EBUSY");
    }

    private int Round(int signal, TimeSpan wait)
    {
        var held = new List<ProcessHandle>();
        try
        {
            // All are held before the first is told: the end of one may take others along, which are named too.
            var found = new List<(ProcessHandle Handle, ProcessIdentity Process, string Command, string Container)>();
            foreach (var (process, command, container) in leftBehind.Find())
            {
                if (ProcessHandle.Of(process) is { } handle)
                {
                    held.Add(handle);
                    found.Add((handle, process, command, container));
                }
            }

            foreach (var (handle, process, command, container) in found)
            {
                Note(process, command, container, handle.Signal(signal), signal);
                // The node may have died while it had stopped a worker to look at it.
                handle.Signal(Libc.SIGCONT);
            }

            var began = clock.GetTimestamp();
            foreach (var handle in held)
            {
                handle.WaitForEnd(wait - clock.GetElapsedTime(began), clock);
            }

            return held.Count;
        }
        finally
        {
            held.ForEach(h => h.Dispose());
        }
    }

    private void Note(ProcessIdentity process, string command, string container, bool reached, int signal)
    {
        if (!reached && Errno.Last == Errno.EPERM)
        {
            throw new MachineException(
                $"a process of a node that died may not be ended: pid {process.Pid} ({command}) belongs to another "
                + "user; end it as root, then start again", "EPERM");
        }

        _ended[process] = new EndedPredecessor(process, command, container, signal == Libc.SIGKILL);
    }
}
