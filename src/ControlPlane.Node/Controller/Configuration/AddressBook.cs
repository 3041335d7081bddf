using System.Net;
using System.Net.Sockets;
using ControlPlane.Hocon;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Finds two addresses of a file that cannot both be bound: the same Unix path, or the same port with the same IP
/// address or with the catch-all address of its family. Port 0 is a different port each time.
/// </summary>
internal sealed class AddressBook(SettingsErrors errors)
{
    private readonly Dictionary<string, Entry> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<Entry>> _ports = [];

    /// <summary>Notes an address; adds an error if another one is in its way.</summary>
    public void Add(ListenAddress address, SourcePosition? at, string path)
    {
        var entry = new Entry(address, at, path);
        if (InTheWayOf(entry) is { } other)
        {
            errors.Add(at, path, $"is {address}, but {other} has {other.Address} already; "
                + "each address can be bound once. Change one of the two");
        }
    }

    private Entry? InTheWayOf(Entry entry)
    {
        if (PathOf(entry.Address) is { } path)
        {
            return _paths.TryAdd(path, entry) ? null : _paths[path];
        }

        var endPoint = EndPointOf(entry);
        if (endPoint.Port == 0)
        {
            return null;
        }

        if (!_ports.TryGetValue(endPoint.Port, out var neighbours))
        {
            _ports.Add(endPoint.Port, neighbours = []);
        }

        var other = neighbours.FirstOrDefault(neighbour => Collide(EndPointOf(neighbour).Address, endPoint.Address));
        neighbours.Add(entry);
        return other;
    }

    private static string? PathOf(ListenAddress address) => address switch
    {
        UnixListenAddress unix => unix.Path,
        SocketFileListenAddress file => file.Path,
        _ => null,
    };

    private static bool Collide(IPAddress a, IPAddress b) =>
        a.AddressFamily == b.AddressFamily && (a.Equals(b) || IsCatchAll(a) || IsCatchAll(b));

    private static bool IsCatchAll(IPAddress address) =>
        address.Equals(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any);

    private static IPEndPoint EndPointOf(Entry entry) => ((InternetListenAddress)entry.Address).EndPoint;

    private sealed record Entry(ListenAddress Address, SourcePosition? At, string Path)
    {
        public override string ToString() => At is null ? Path : $"{Path} ({At})";
    }
}
