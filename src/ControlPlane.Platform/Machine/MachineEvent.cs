using System.Globalization;
using ControlPlane.Platform.NodeDirectory;

namespace ControlPlane.Platform.Machine;

/// <summary>What the machine wants to be logged; its text is one line for people.</summary>
public abstract record MachineEvent
{
    private MachineEvent()
    {
    }

    /// <summary>Something did not work that nothing depends on (a journal line, a cgroup that stays).</summary>
    public sealed record Trouble(string Text, Exception? Cause = null) : MachineEvent
    {
        public override string ToString() => Text;
    }

    /// <summary>Notify datagrams that no worker of ours sent; reported at most once a second.</summary>
    /// <param name="Pid">The last sender; 0: unknown.</param>
    /// <param name="Uid">Its user.</param>
    /// <param name="Total">All such datagrams since the start.</param>
    public sealed record ForeignNotice(int Pid, uint Uid, long Total) : MachineEvent
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"notify: a message of pid {Pid} (user {Uid}) was ignored: it is no worker of this node; {Total} so far");
    }

    /// <summary>A process of nobody that was ended when the machine closed.</summary>
    public sealed record StrayEnded(EndedPredecessor Process) : MachineEvent
    {
        public override string ToString() => $"stray: {Process}";
    }
}
