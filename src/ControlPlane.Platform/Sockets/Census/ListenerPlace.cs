using System.Buffers.Binary;
using System.Net.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>Where a listener is in the kernel's tables.</summary>
/// <param name="Listener">Which.</param>
/// <param name="Family">AF_INET, AF_INET6 or AF_UNIX; 0: it is closed, or was given away.</param>
/// <param name="Port">Of internet sockets.</param>
/// <param name="Inode">Of Unix sockets.</param>
/// <param name="Queued">Connections that wait; null: not told by the socket itself.</param>
internal readonly record struct ListenerPlace(IListener Listener, int Family, ushort Port, uint Inode, int? Queued)
{
    /// <summary>tcpi_unacked of a listening socket is its queue now (struct tcp_info).</summary>
    private const int QueueOffset = 24;

    public static ListenerPlace Of(IListener listener)
    {
        var nowhere = new ListenerPlace(listener, 0, 0, 0, null);
        if (listener is not LinuxListener linux)
        {
            return nowhere;
        }

        try
        {
            using var socket = linux.Share();
            if (linux.Plan.Address is UnixListenAddress)
            {
                return nowhere with { Family = Libc.AF_UNIX, Inode = (uint)(FileFacts.Of(socket)?.Inode ?? 0) };
            }

            var place = RawAddress.InternetNameOf(socket);
            return new ListenerPlace(
                listener,
                place.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.AF_INET6 : Libc.AF_INET,
                (ushort)place.Port,
                0,
                QueueOf(socket));
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or MachineException)
        {
            // Closed meanwhile (a reload), or given away: nothing is known of it, and nobody waits for the number.
            return nowhere;
        }
    }

    private static unsafe int? QueueOf(Descriptor socket)
    {
        const int Enough = QueueOffset + sizeof(uint);
        var info = stackalloc byte[Enough];
        var length = (uint)Enough;
        return Libc.GetOption(socket.Number, Libc.IPPROTO_TCP, Libc.TCP_INFO, info, &length) < 0 || length < Enough
            ? null
            : (int)Math.Min(
                BinaryPrimitives.ReadUInt32LittleEndian(new(info + QueueOffset, sizeof(uint))), int.MaxValue);
    }
}
