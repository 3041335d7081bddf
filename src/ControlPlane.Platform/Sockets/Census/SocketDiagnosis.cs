using System.Buffers.Binary;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>
/// Asks the kernel for its sockets (sock_diag(7) over netlink(7)). The kernel makes the answer while we read it, so
/// nothing ever waits.
/// </summary>
internal static unsafe class SocketDiagnosis
{
    private const int HeaderSize = 16, InternetRequestSize = 56, UnixRequestSize = 24, BufferSize = 64 * 1024;
    private const ushort ErrorMessage = 2, DoneMessage = 3, ByFamily = 20, RequestAndDump = 0x301;

    /// <summary>Those that a process can hold and that may still carry data: not LISTEN, TIME_WAIT, SYN_RECV,
    /// CLOSE.</summary>
    private const uint Connected = 0xfff & ~((1u << 10) | (1u << 6) | (1u << 3) | (1u << 7) | 1u);

    private const uint UnixStates = (1u << KernelSocket.Established) | (1u << KernelSocket.Listen);

    /// <summary>UDIAG_SHOW_NAME and UDIAG_SHOW_RQLEN.</summary>
    private const uint NameAndQueue = 0x1 | 0x10;

    /// <summary>More sockets of a machine than this are not looked at.</summary>
    private const int Most = 2_000_000;

    /// <summary>TCP connections.</summary>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="port">Only those with this local port; 0: all.</param>
    /// <param name="see">Called with each.</param>
    /// <exception cref="MachineException">The kernel does not tell.</exception>
    public static void Internet(int family, ushort port, Action<KernelSocket> see)
    {
        Span<byte> request = stackalloc byte[InternetRequestSize];
        request.Clear();
        request[0] = (byte)family;
        request[1] = Libc.IPPROTO_TCP;
        BinaryPrimitives.WriteUInt32LittleEndian(request[4..], Connected);
        BinaryPrimitives.WriteUInt16BigEndian(request[8..], port);
        Ask(request, message =>
        {
            if (KernelSocket.OfInternet(message) is { } socket)
            {
                see(socket);
            }
        });
    }

    /// <summary>Connected and listening Unix sockets.</summary>
    /// <param name="see">Called with each.</param>
    /// <exception cref="MachineException">The kernel does not tell.</exception>
    public static void Unix(Action<KernelSocket> see)
    {
        Span<byte> request = stackalloc byte[UnixRequestSize];
        request.Clear();
        request[0] = Libc.AF_UNIX;
        BinaryPrimitives.WriteUInt32LittleEndian(request[4..], UnixStates);
        BinaryPrimitives.WriteUInt32LittleEndian(request[12..], NameAndQueue);
        Ask(request, message =>
        {
            if (KernelSocket.OfUnix(message) is { } socket)
            {
                see(socket);
            }
        });
    }

    private static void Ask(ReadOnlySpan<byte> request, Action<ReadOnlySpan<byte>> see)
    {
        using var socket = Descriptor.From(
            Libc.Socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, Libc.NETLINK_SOCK_DIAG),
            "cannot ask the kernel for its sockets");
        Span<byte> message = stackalloc byte[HeaderSize + InternetRequestSize];
        message = message[..(HeaderSize + request.Length)];
        message.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], ByFamily);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], RequestAndDump);
        request.CopyTo(message[HeaderSize..]);
        fixed (byte* bytes = message)
        {
            if (Libc.Send(socket.Number, bytes, (nuint)message.Length, 0) < 0)
            {
                throw Errno.Failure("cannot ask the kernel for its sockets", Errno.Last);
            }
        }

        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var seen = 0; seen < Most;)
            {
                if (!Read(Receive(socket, buffer), see, ref seen))
                {
                    return;
                }
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> Receive(Descriptor socket, byte[] buffer)
    {
        fixed (byte* into = buffer)
        {
            while (true)
            {
                var count = Libc.Receive(socket.Number, into, (nuint)buffer.Length, Libc.MSG_DONTWAIT);
                if (count >= 0)
                {
                    return buffer.AsSpan(0, (int)count);
                }

                if (Errno.Last != Errno.EINTR)
                {
                    throw Errno.Failure("cannot read the kernel's list of sockets", Errno.Last);
                }
            }
        }
    }

    /// <summary>Goes through the messages of one datagram. False: that was the last.</summary>
    /// <exception cref="MachineException">The kernel refused.</exception>
    internal static bool Read(ReadOnlySpan<byte> datagram, Action<ReadOnlySpan<byte>> see, ref int seen)
    {
        if (datagram.IsEmpty)
        {
            return false;
        }

        while (datagram.Length >= HeaderSize)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(datagram);
            if (length < HeaderSize || length > datagram.Length)
            {
                return false;
            }

            var body = datagram[HeaderSize..length];
            switch (BinaryPrimitives.ReadUInt16LittleEndian(datagram[4..]))
            {
                case DoneMessage: return false;
                case ErrorMessage:
                    var errno = body.Length >= 4 ? -BinaryPrimitives.ReadInt32LittleEndian(body) : Errno.EINVAL;
                    throw Errno.Failure("the kernel does not list its sockets", errno);
                default: see(body); break;
            }

            seen++;
            datagram = datagram[Math.Min((length + 3) & ~3, datagram.Length)..];
        }

        return true;
    }
}
