using System.Buffers.Binary;
using System.Globalization;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Processes;

/// <summary>
/// Signals that this process was started with ignored (signal(7): that is inherited). nohup(1) does it to HUP, some
/// service managers and cron to CHLD; then a reload is never heard, and the kernel throws the exit codes of children
/// away.
/// </summary>
public static class IgnoredSignal
{
    private const int ActionSize = 256;
    private const ulong Default = 0, Ignored = 1;

    /// <summary>
    /// Puts the default action back, if the signal is ignored; a handler that somebody has set stays. Call it before
    /// the handler of .NET is registered: the runtime leaves ignored signals alone.
    /// </summary>
    /// <exception cref="Machine.MachineException">There is no such signal.</exception>
    public static unsafe void Heed(int signal)
    {
        // struct sigaction begins with the handler; all zero means: default action, no mask, no flags.
        var action = stackalloc byte[ActionSize];
        var bytes = new Span<byte>(action, ActionSize);
        if (Libc.SignalAction(signal, null, action) < 0)
        {
            throw Failure("look at", signal);
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Ignored)
        {
            return;
        }

        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Default);
        if (Libc.SignalAction(signal, action, null) < 0)
        {
            throw Failure("stop ignoring", signal);
        }
    }

    private static Machine.MachineException Failure(string what, int signal) => Errno.Failure(
        string.Create(CultureInfo.InvariantCulture, $"cannot {what} signal {SignalName.Of(signal)}"), Errno.Last);
}
