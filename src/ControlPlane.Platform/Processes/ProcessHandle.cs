using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Processes;

/// <summary>
/// One process held by a pidfd (pidfd_open(2)): signals reach it or nobody, whatever happens to its pid.
/// </summary>
internal sealed class ProcessHandle : IDisposable
{
    private readonly Descriptor _descriptor;

    private ProcessHandle(ProcessIdentity identity, Descriptor descriptor) =>
        (Identity, _descriptor) = (identity, descriptor);

    public ProcessIdentity Identity { get; }

    /// <summary>For epoll and waitid(2): readable when the process has ended.</summary>
    public Descriptor Descriptor => _descriptor;

    /// <summary>Of a child that nobody but us reaps, so its pid cannot have been reused.</summary>
    /// <exception cref="Machine.MachineException">No descriptor is left.</exception>
    public static ProcessHandle OfChild(int pid)
    {
        var descriptor = Descriptor.From(
            (int)Libc.SystemCall(Libc.SYS_pidfd_open, pid, 0, 0, 0), $"cannot hold process {pid}");
        return new ProcessHandle(ProcessFacts.Of(pid)?.Identity ?? new ProcessIdentity(pid, 0), descriptor);
    }

    /// <summary>Of any process, if it still is that one. The start time is compared after the pidfd holds it.</summary>
    public static ProcessHandle? Of(ProcessIdentity identity)
    {
        var fd = (int)Libc.SystemCall(Libc.SYS_pidfd_open, identity.Pid, 0, 0, 0);
        if (fd < 0)
        {
            return null;
        }

        var handle = new ProcessHandle(identity, new Descriptor(fd));
        if (ProcessFacts.Of(identity.Pid)?.Identity == identity)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>False: it has ended (or is not ours to signal).</summary>
    public bool Signal(int signal) =>
        Libc.SystemCall(Libc.SYS_pidfd_send_signal, _descriptor.Number, signal, 0, 0) == 0;

    /// <summary>Waits for the end of the process; a zombie has ended. False: not in time.</summary>
    public unsafe bool WaitForEnd(TimeSpan time, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var left = time - clock.GetElapsedTime(began);
            var poll = new Libc.PollFd { Fd = _descriptor.Number, Events = Libc.POLLIN };
            var found = Libc.Poll(&poll, 1, left > TimeSpan.Zero ? (int)Math.Ceiling(left.TotalMilliseconds) : 0);
            if (found > 0)
            {
                return true;
            }

            if (found < 0 && Errno.Last != Errno.EINTR)
            {
                throw Errno.Failure($"cannot wait for process {Identity.Pid}", Errno.Last);
            }

            if (left <= TimeSpan.Zero)
            {
                return false;
            }
        }
    }

    public void Dispose() => _descriptor.Dispose();
}
