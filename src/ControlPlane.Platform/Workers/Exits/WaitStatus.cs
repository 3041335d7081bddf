using System.Buffers.Binary;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Exits;

/// <summary>Reaps (waitid(2)).</summary>
internal static class WaitStatus
{
    private const int InfoSize = 128, CodeOffset = 8, PidOffset = 16, StatusOffset = 24;

    /// <summary>
    /// Waits for the child of this pidfd; at once if it has ended. Null: somebody else has reaped it.
    /// </summary>
    public static WorkerExit? Reap(Descriptor pidfd) => Wait(Libc.P_PIDFD, pidfd.Number, Libc.WEXITED);

    /// <summary>Waits for this child of ours.</summary>
    public static WorkerExit? Reap(int pid) => Wait(Libc.P_PID, pid, Libc.WEXITED);

    /// <summary>Null: it has not ended, or is no child of ours.</summary>
    public static WorkerExit? TryReap(int pid) => Wait(Libc.P_PID, pid, Libc.WEXITED | Libc.WNOHANG);

    private static unsafe WorkerExit? Wait(int kind, int id, int options)
    {
        var info = stackalloc byte[InfoSize];
        var raw = new ReadOnlySpan<byte>(info, InfoSize);
        while (true)
        {
            new Span<byte>(info, InfoSize).Clear();
            if (Libc.WaitId(kind, id, info, options) == 0)
            {
                break;
            }

            switch (Errno.Last)
            {
                case Errno.EINTR: continue;
                case Errno.ECHILD: return null;
                default: throw Errno.Failure("cannot collect a process", Errno.Last);
            }
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(raw[PidOffset..]) == 0)
        {
            return null;
        }

        var status = BinaryPrimitives.ReadInt32LittleEndian(raw[StatusOffset..]);
        return BinaryPrimitives.ReadInt32LittleEndian(raw[CodeOffset..]) == Libc.CLD_EXITED
            ? WorkerExit.WithCode(status) : WorkerExit.BySignal(status);
    }
}
