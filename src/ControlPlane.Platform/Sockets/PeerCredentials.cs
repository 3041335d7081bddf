using System.Buffers.Binary;
using System.Net.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>Who connected to a Unix socket, as the kernel noted it at connect(2) (SO_PEERCRED, unix(7)).</summary>
/// <param name="Pid">Process id then; it may have ended since. 0: outside of our pid namespace.</param>
/// <param name="Uid">Effective user id then.</param>
/// <param name="Gid">Effective group id then.</param>
public readonly record struct PeerCredentials(int Pid, uint Uid, uint Gid)
{
    private const int Size = 12;

    /// <exception cref="MachineException">Not a connected Unix socket.</exception>
    public static unsafe PeerCredentials Of(Socket socket)
    {
        var raw = stackalloc byte[Size];
        var length = (uint)Size;
        var held = false;
        try
        {
            socket.SafeHandle.DangerousAddRef(ref held);
            var fd = (int)socket.SafeHandle.DangerousGetHandle();
            if (Libc.GetOption(fd, Libc.SOL_SOCKET, Libc.SO_PEERCRED, raw, &length) < 0)
            {
                throw Errno.Failure("cannot ask who is at the other end of a socket", Errno.Last);
            }
        }
        finally
        {
            if (held)
            {
                socket.SafeHandle.DangerousRelease();
            }
        }

        var bytes = new ReadOnlySpan<byte>(raw, Size);
        return new PeerCredentials(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
    }
}
