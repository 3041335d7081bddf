using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers;

/// <summary>What was stopped of a worker beyond its group: a signal to the group does not reach it.</summary>
internal sealed class Frozen
{
    private readonly HashSet<ProcessIdentity> _beyond = [];

    /// <summary>STOP to those that are not in the group (which has had its own).</summary>
    public void Stop(IEnumerable<int> members, int group)
    {
        foreach (var pid in members)
        {
            if (ProcessFacts.Of(pid) is { } facts && facts.Group != group && !facts.IsZombie)
            {
                _beyond.Add(facts.Identity);
            }
        }

        Signal(Libc.SIGSTOP);
    }

    /// <summary>To each that is still that process.</summary>
    public void Signal(int signal)
    {
        foreach (var process in _beyond)
        {
            using var handle = ProcessHandle.Of(process);
            handle?.Signal(signal);
        }
    }
}
