using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>Binds TCP sockets, with exactly the options asked for (.NET would set SO_REUSEADDR on its own).</summary>
internal static class InternetBinding
{
    public static Descriptor Listen(ListenPlan plan, IPEndPoint endPoint)
    {
        var six = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        var socket = Open(six, endPoint);
        try
        {
            if (six)
            {
                RawSocket.SetOption(socket, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, true);
            }

            RawSocket.SetOption(socket, Libc.SOL_SOCKET, Libc.SO_REUSEADDR, plan.ReuseAddress);
            SetOptions(socket, plan);
            var errno = RawSocket.TryBind(socket, RawAddress.Of(endPoint));
            // Two sockets with SO_REUSEADDR may bind to one port; only listen(2) finds that it is taken.
            errno = errno == 0 && Libc.Listen(socket.Number, plan.Backlog) < 0 ? Errno.Last : errno;
            return errno == 0 ? socket : throw Explain(plan, endPoint, errno);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What may change while it listens; connections inherit it when they are accepted.</summary>
    public static void SetOptions(Descriptor socket, ListenPlan plan)
    {
        RawSocket.SetOption(socket, Libc.SOL_SOCKET, Libc.SO_KEEPALIVE, plan.KeepAlive);
        RawSocket.SetOption(socket, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, plan.NoDelay);
    }

    private static Descriptor Open(bool six, IPEndPoint endPoint)
    {
        var fd = Libc.Socket(
            six ? Libc.AF_INET6 : Libc.AF_INET, Libc.SOCK_STREAM | Libc.SOCK_CLOEXEC, Libc.IPPROTO_TCP);
        return fd < 0 && Errno.Last == Errno.EAFNOSUPPORT
            ? throw Errno.Failure($"cannot listen on {endPoint}", Errno.EAFNOSUPPORT,
                $"this machine has no IPv{(six ? 6 : 4)}: remove the address")
            : Descriptor.From(fd, $"cannot make a socket for {endPoint}");
    }

    private static MachineException Explain(ListenPlan plan, IPEndPoint endPoint, int errno) => Errno.Failure(
        $"cannot listen on {endPoint}", errno, errno switch
        {
            Errno.EADDRINUSE => InUse(plan, endPoint),
            Errno.EADDRNOTAVAIL => $"{endPoint.Address} is not an address of this machine (ip address); "
                + "use one that is, or the catch-all",
            Errno.EACCES => $"ports below {FirstUnprivilegedPort} are for root or CAP_NET_BIND_SERVICE; "
                + "choose a higher port, or lower sysctl net.ipv4.ip_unprivileged_port_start",
            Errno.EINVAL when endPoint.Address.IsIPv6LinkLocal =>
                "a link-local address needs its interface, as in [fe80::1%eth0]:80",
            _ => "",
        });

    private static string InUse(ListenPlan plan, IPEndPoint endPoint)
    {
        if (PortHolder.Of(endPoint) is { } holder)
        {
            return $"it is held by {holder}; stop that, or choose another port";
        }

        return plan.ReuseAddress
            ? "another process holds it; stop that, or choose another port"
            : "another process holds it, or connections of a predecessor linger there; "
                + "set lstn_reuseaddr = true, or wait a minute";
    }

    private static string FirstUnprivilegedPort =>
        SmallFile.ReadText("/proc/sys/net/ipv4/ip_unprivileged_port_start")?.Trim()
        ?? 1024.ToString(CultureInfo.InvariantCulture);
}
