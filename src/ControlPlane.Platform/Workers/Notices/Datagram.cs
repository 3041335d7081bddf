using System.Buffers.Binary;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Notices;

/// <summary>A received datagram with the sender that the kernel vouches for.</summary>
/// <param name="Length">Bytes in the buffer.</param>
/// <param name="Truncated">True: it was longer than the buffer.</param>
/// <param name="Pid">Sender; 0: unknown (outside of our pid namespace).</param>
/// <param name="Uid">Its user.</param>
internal readonly record struct Datagram(int Length, bool Truncated, int Pid, uint Uid)
{
    private const int HeaderSize = 16;

    // Credentials, and as many descriptors as one message may carry (SCM_MAX_FD).
    private const int ControlSize = 32 + HeaderSize + (253 * sizeof(int)) + 8;

    /// <summary>
    /// Receives one without waiting; null: none there. Descriptors that came with it are closed at once: that is the
    /// answer that BARRIER=1 waits for, and nobody can fill our table with FDSTORE=1.
    /// </summary>
    public static unsafe Datagram? Receive(Descriptor socket, Span<byte> into)
    {
        var control = stackalloc byte[ControlSize];
        fixed (byte* buffer = into)
        {
            var vector = new Libc.IoVector { Base = buffer, Length = (nuint)into.Length };
            var header = new Libc.MessageHeader
            {
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = ControlSize,
            };
            var length = Libc.ReceiveMessage(
                socket.Number, &header, Libc.MSG_DONTWAIT | Libc.MSG_CMSG_CLOEXEC);
            if (length < 0)
            {
                return Errno.Last is Errno.EAGAIN or Errno.EINTR
                    ? null : throw Errno.Failure("cannot receive a notify message", Errno.Last);
            }

            var (pid, uid) = ReadControl(new ReadOnlySpan<byte>(control, (int)header.ControlLength));
            return new Datagram((int)length, (header.Flags & Libc.MSG_TRUNC) != 0, pid, uid);
        }
    }

    private static (int Pid, uint Uid) ReadControl(ReadOnlySpan<byte> control)
    {
        var sender = (Pid: 0, Uid: uint.MaxValue);
        while (control.Length >= HeaderSize)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(control);
            if (length < HeaderSize || length > control.Length)
            {
                break;
            }

            var kind = BinaryPrimitives.ReadInt32LittleEndian(control[12..]);
            var data = control[HeaderSize..length];
            if (kind == Libc.SCM_CREDENTIALS && data.Length >= 12)
            {
                sender = (BinaryPrimitives.ReadInt32LittleEndian(data),
                    BinaryPrimitives.ReadUInt32LittleEndian(data[4..]));
            }
            else if (kind == Libc.SCM_RIGHTS)
            {
                for (; data.Length >= sizeof(int); data = data[sizeof(int)..])
                {
                    new Descriptor(BinaryPrimitives.ReadInt32LittleEndian(data)).Dispose();
                }
            }

            control = control[Math.Min((length + 7) & ~7, control.Length)..];
        }

        return sender;
    }
}
