using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Hocon;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>bind</c>; a host name stands for one socket for each of its addresses.</summary>
internal static class InternetAddressReader
{
    private const int MaxAddressesOfName = 64;

    public static IEnumerable<IPEndPoint> Read(Config section, ReadingScope scope)
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
                $"is [{bind.Host}] with {addresses.Count} addresses; expected 1 to {MaxAddressesOfName}. Write them "
                    + $"out"));
        }
        catch (MachineException refused)
        {
            section.Fail("bind", $"is [{bind.Host}:{bind.Port}]: {refused.Message}");
        }

        return [];
    }
}
