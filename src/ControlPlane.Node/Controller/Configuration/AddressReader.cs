using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Hocon;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads one address of a protocol, which may stand for several sockets.</summary>
internal static class AddressReader
{
    private const int MaxAddressesOfName = 64;

    private static readonly string[] InternetKeys = ["bind"];
    private static readonly string[] UnixKeys = ["path", "mode", "owner"];

    private static readonly Dictionary<string, bool> Types = new()
    {
        ["internet"] = false,
        ["unixdomain"] = true,
        ["local"] = true,
    };

    /// <param name="section">The address.</param>
    /// <param name="common">The properties that it shares with the other addresses of its protocol.</param>
    /// <param name="scope">The file being read.</param>
    public static IReadOnlyList<ListenPlan> Read(Config section, ListenPlan common, ReadingScope scope)
    {
        if (!Choice.TryRead(section, "type", Types, LaterVersions.AddressTypes, out var unix))
        {
            return [];
        }

        IReadOnlyList<ListenPlan> sockets = unix
            ? [.. UnixAddressReader.Read(section, scope).Select(address => new ListenPlan(address, common.Backlog))]
            : [.. Internet(section, scope)
                .Select(endPoint => common with { Address = new InternetListenAddress(endPoint) })];
        RejectKeysOfOtherType(section, unix);
        section.RejectUnknownKeys();
        foreach (var socket in sockets)
        {
            scope.Addresses.Add(socket.Address, section.PositionOf(unix ? "path" : "bind"), section.Path);
        }

        return sockets;
    }

    private static IEnumerable<IPEndPoint> Internet(Config section, ReadingScope scope)
    {
        if (TextKey.Get(section, "bind") is not { } text)
        {
            return [];
        }

        var bind = BindAddress.Parse(text, out var problem);
        if (bind is null)
        {
            section.Fail("bind", $"is [{text}]: {problem}; "
                + "expected host:port, 1.2.3.4:port or [ipv6]:port with a port from 0 to 65535");
            return [];
        }

        return Resolve(section, bind, scope).Select(address => new IPEndPoint(address, bind.Port));
    }

    // Sorted, because resolvers rotate: a reload must not see a change where there is none.
    private static IReadOnlyList<IPAddress> Resolve(Config section, BindAddress bind, ReadingScope scope)
    {
        if (bind.Host is null)
        {
            return [bind.Address!];
        }

        try
        {
            var addresses = scope.Machine.Resolve(bind.Host).Distinct()
                .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
                .ThenBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal)
                .ToList();
            if (addresses.Count is > 0 and <= MaxAddressesOfName)
            {
                return addresses;
            }

            section.Fail("bind", string.Create(CultureInfo.InvariantCulture,
                $"is [{bind.Host}] with {addresses.Count} addresses; expected 1 to {MaxAddressesOfName}. Write them out"));
        }
        catch (MachineException refused)
        {
            section.Fail("bind", $"is [{bind.Host}:{bind.Port}]: {refused.Message}");
        }

        return [];
    }

    private static void RejectKeysOfOtherType(Config section, bool unix)
    {
        var others = unix ? InternetKeys : UnixKeys;
        foreach (var key in others.Where(section.Has))
        {
            section.Fail(key, unix
                ? "belongs to type = internet; an address of type unixdomain has path, mode, owner"
                : "belongs to type = unixdomain; an address of type internet has bind");
        }
    }
}
