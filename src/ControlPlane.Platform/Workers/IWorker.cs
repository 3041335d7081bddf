namespace ControlPlane.Platform.Workers;

/// <summary>A process that was started. All members may be called at any time, also after it has ended.</summary>
public interface IWorker
{
    ProcessIdentity Identity { get; }

    Confinement Confinement { get; }

    /// <summary>
    /// TERM (and CONT, for what is stopped) to the process group; where there is a cgroup, TERM also to what has left
    /// the group. From then on the exit of the leader leaves the rest alone (it may be draining); without it, whatever
    /// the leader leaves behind is killed before the exit is reported.
    /// </summary>
    void Terminate();

    /// <summary>
    /// KILL to the process group, and to the cgroup where there is one; also to everything that <see cref="Freeze"/>
    /// has stopped.
    /// </summary>
    void Kill();

    /// <summary>
    /// STOP to all of it: its group, its session, its cgroup. Whether all of it stands still says
    /// <see cref="Sockets.Census.WorkerSockets.Stopped"/>. Nobody else ends it: <see cref="Thaw"/>,
    /// <see cref="Terminate"/> or <see cref="Kill"/> must follow.
    /// </summary>
    void Freeze();

    /// <summary>CONT to all that <see cref="Freeze"/> has stopped. Does nothing to a worker that is not
    /// frozen.</summary>
    void Thaw();

    /// <summary>True while anything of its group (or cgroup) lives, the leader included.</summary>
    bool HasSurvivors();
}

/// <summary>
/// Identity of a process that survives reuse of its pid: the start time is in clock ticks since boot (proc(5), field
/// 22).
/// </summary>
public readonly record struct ProcessIdentity(int Pid, ulong StartTime);

/// <summary>What is certain to end with a worker.</summary>
public enum Confinement
{
    /// <summary>Its process group; what leaves the group by setsid(2) is only collected.</summary>
    Group,

    /// <summary>Its cgroup: every descendant.</summary>
    Cgroup,
}
