using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>
/// The calls that listeners are made of. Sockets are close-on-exec and blocking, as workers expect them.
/// </summary>
internal static unsafe class RawSocket
{
    public static Descriptor Open(int family, int type, string forWhat) => Descriptor.From(
        Libc.Socket(family, type | Libc.SOCK_CLOEXEC, 0), $"cannot make a socket for {forWhat}");

    public static void SetOption(Descriptor socket, int level, int name, bool value)
    {
        var number = value ? 1 : 0;
        if (Libc.SetOption(socket.Number, level, name, &number, sizeof(int)) < 0)
        {
            throw Errno.Failure("cannot set a socket option", Errno.Last);
        }
    }

    /// <summary>0, or the error number.</summary>
    public static int TryBind(Descriptor socket, byte[] address)
    {
        fixed (byte* raw = address)
        {
            return Libc.Bind(socket.Number, raw, (uint)address.Length) < 0 ? Errno.Last : 0;
        }
    }

    /// <summary>0, or the error number.</summary>
    public static int TryConnect(Descriptor socket, byte[] address)
    {
        fixed (byte* raw = address)
        {
            return Libc.Connect(socket.Number, raw, (uint)address.Length) < 0 ? Errno.Last : 0;
        }
    }
}
