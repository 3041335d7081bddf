using System.Net;
using System.Net.Sockets;
using ControlPlane.Api.Netplex.Rpc;

namespace ControlPlane.Api.Netplex;

/// <summary>An address as the admin protocol lists it.</summary>
internal abstract record ListedPort
{
    /// <summary>Of an address as statuses write it: <c>127.0.0.1:80</c>, <c>[::1]:80</c>, <c>unix:/path</c>.</summary>
    public static ListedPort Of(string address)
    {
        const string Unix = "unix:";
        if (address.StartsWith(Unix, StringComparison.Ordinal))
        {
            return new Local(address[Unix.Length..]);
        }

        return address.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(address, out var point)
            ? new Internet(point.Address.ToString(), point.Port, point.AddressFamily == AddressFamily.InterNetworkV6)
            : new Unknown();
    }

    public abstract void Write(XdrWriter writer);

    internal sealed record Unknown : ListedPort
    {
        public override void Write(XdrWriter writer) => writer.Unsigned(0);
    }

    internal sealed record Local(string Path) : ListedPort
    {
        public override void Write(XdrWriter writer) => writer.Unsigned(1).Text(Path);
    }

    internal sealed record Internet(string Address, int Port, bool IsV6) : ListedPort
    {
        public override void Write(XdrWriter writer) =>
            writer.Unsigned(IsV6 ? 3u : 2u).Text(Address).Unsigned((uint)Port);
    }
}
