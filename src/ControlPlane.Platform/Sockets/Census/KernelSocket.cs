using System.Buffers.Binary;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>One socket as sock_diag(7) describes it; only what a census needs.</summary>
/// <param name="Inode">What <c>/proc/PID/fd</c> names; 0: nobody has accepted it, or all have closed it.</param>
/// <param name="Listening">It is a listener.</param>
/// <param name="Port">Local port, 0 for Unix sockets.</param>
/// <param name="Name">Local name of a Unix socket as latin-1, or empty. What it accepted has the listener's
/// name.</param>
/// <param name="Queue">Of a listener: connections that wait to be accepted.</param>
/// <param name="Waits">A TCP connection that nobody has accepted yet.</param>
internal readonly record struct KernelSocket(
    uint Inode, bool Listening, ushort Port, string Name, uint Queue, bool Waits = false)
{
    public const byte Established = 1, CloseWait = 8, Listen = 10;

    private const int InternetSize = 72, UnixSize = 16, NameAttribute = 0, QueueAttribute = 4;

    /// <summary>struct inet_diag_msg; null: too short.</summary>
    public static KernelSocket? OfInternet(ReadOnlySpan<byte> message) => message.Length < InternetSize
        ? null
        : new KernelSocket(
            BinaryPrimitives.ReadUInt32LittleEndian(message[68..]),
            message[1] == Listen,
            BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
            "",
            BinaryPrimitives.ReadUInt32LittleEndian(message[56..]),
            BinaryPrimitives.ReadUInt32LittleEndian(message[68..]) == 0
                && message[1] is (Established or CloseWait));

    /// <summary>struct unix_diag_msg and its attributes; null: too short.</summary>
    public static KernelSocket? OfUnix(ReadOnlySpan<byte> message)
    {
        if (message.Length < UnixSize)
        {
            return null;
        }

        var socket = new KernelSocket(
            BinaryPrimitives.ReadUInt32LittleEndian(message[4..]), message[2] == Listen, 0, "", 0);
        for (var rest = message[UnixSize..]; rest.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (length < 4 || length > rest.Length)
            {
                break;
            }

            var value = rest[4..length];
            socket = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) switch
            {
                NameAttribute => socket with { Name = System.Text.Encoding.Latin1.GetString(value).TrimEnd('\0') },
                QueueAttribute when value.Length >= 4
                    => socket with { Queue = BinaryPrimitives.ReadUInt32LittleEndian(value) },
                _ => socket,
            };
            rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        }

        return socket;
    }
}
