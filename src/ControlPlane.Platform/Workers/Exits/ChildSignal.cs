using System.Buffers.Binary;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Exits;

/// <summary>
/// A process that was started with SIGCHLD ignored (some service managers and cron do) never learns how its children
/// ended: the kernel throws their exit codes away.
/// </summary>
internal static class ChildSignal
{
    private const int ActionSize = 256;
    private const ulong Default = 0, Ignored = 1;

    /// <summary>Puts the default back, if it is ignored; a handler that somebody has set stays.</summary>
    public static unsafe void MakeDeliverable()
    {
        // struct sigaction begins with the handler; all zero means: default action, no mask, no flags.
        var action = stackalloc byte[ActionSize];
        var bytes = new Span<byte>(action, ActionSize);
        if (Libc.SignalAction(Libc.SIGCHLD, null, action) < 0)
        {
            throw Errno.Failure("cannot look at SIGCHLD", Errno.Last);
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Ignored)
        {
            return;
        }

        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Default);
        if (Libc.SignalAction(Libc.SIGCHLD, action, null) < 0)
        {
            throw Errno.Failure("cannot stop ignoring SIGCHLD", Errno.Last);
        }
    }
}
