using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>The kernel's form of socket addresses (ip(7), ipv6(7), unix(7)).</summary>
internal static class RawAddress
{
    public const int Size = 128;

    private const int UnixPathOffset = 2, InternetSize = 16, Internet6Size = 28;

    /// <summary>struct sockaddr_in or sockaddr_in6.</summary>
    public static byte[] Of(IPEndPoint endPoint)
    {
        var six = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        var raw = new byte[six ? Internet6Size : InternetSize];
        BinaryPrimitives.WriteUInt16LittleEndian(raw, (ushort)(six ? Libc.AF_INET6 : Libc.AF_INET));
        BinaryPrimitives.WriteUInt16BigEndian(raw.AsSpan(2), (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(raw.AsSpan(six ? 8 : 4), out _);
        if (six)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(raw.AsSpan(24), (uint)endPoint.Address.ScopeId);
        }

        return raw;
    }

    /// <summary>struct sockaddr_un of a path, its final zero included.</summary>
    public static byte[] OfPath(string path) => [Libc.AF_UNIX, 0, .. Encoding.UTF8.GetBytes(path), 0];

    /// <summary>Where a socket is bound to, for internet sockets.</summary>
    public static unsafe IPEndPoint InternetNameOf(Descriptor socket)
    {
        var raw = Name(socket);
        var port = BinaryPrimitives.ReadUInt16BigEndian(raw.AsSpan(2));
        return BinaryPrimitives.ReadUInt16LittleEndian(raw) == Libc.AF_INET6
            ? new IPEndPoint(new IPAddress(
                raw.AsSpan(8, 16), BinaryPrimitives.ReadUInt32LittleEndian(raw.AsSpan(24))), port)
            : new IPEndPoint(new IPAddress(raw.AsSpan(4, 4)), port);
    }

    /// <summary>The abstract name of a bound Unix socket, as systemd writes it: <c>@name</c>.</summary>
    public static string AbstractNameOf(Descriptor socket) =>
        "@" + Encoding.ASCII.GetString(Name(socket).AsSpan(UnixPathOffset + 1));

    private static unsafe byte[] Name(Descriptor socket)
    {
        var raw = new byte[Size];
        var length = (uint)Size;
        fixed (byte* bytes = raw)
        {
            return Libc.SocketName(socket.Number, bytes, &length) < 0
                ? throw Errno.Failure("cannot ask a socket for its name", Errno.Last)
                : raw[..(int)length];
        }
    }
}
