using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>What one pass over the kernel's sockets has shown.</summary>
internal sealed class SocketSightings
{
    // So many filtered walks over the kernel's table are cheaper than reading all of it.
    private const int FewPorts = 8;

    private readonly HashSet<uint> _accepted = [];
    private readonly Dictionary<uint, int> _queues = [];
    private readonly Dictionary<ushort, int> _waitingAtPorts = [];
    private readonly Dictionary<string, int> _waitingAtPaths = new(StringComparer.Ordinal);

    private SocketSightings()
    {
    }

    /// <summary>No connection is anywhere.</summary>
    public bool AreNone =>
        _accepted.Count == 0 && _waitingAtPorts.Count == 0 && _waitingAtPaths.Values.All(n => n == 0);

    /// <param name="places">Listeners of the node.</param>
    /// <param name="own">What workers bind themselves.</param>
    /// <param name="anybodyAsks">False: only the queues matter.</param>
    /// <exception cref="MachineException">The kernel does not tell.</exception>
    public static SocketSightings Take(
        IReadOnlyCollection<ListenerPlace> places, IReadOnlyCollection<ListenAddress> own, bool anybodyAsks)
    {
        var sightings = new SocketSightings();
        if (anybodyAsks)
        {
            var ownPorts = own.OfType<InternetListenAddress>().Select(a => (ushort)a.EndPoint.Port).ToHashSet();
            foreach (var family in (int[])[Libc.AF_INET, Libc.AF_INET6])
            {
                // Who binds a port of its own may do so for IPv4 and IPv6 in one.
                var ports =
                    places.Where(p => p.Family == family && p.Port > 0).Select(p => p.Port).Union(ownPorts).ToHashSet();
                sightings.SeeInternet(family, ports, ownPorts);
            }
        }

        sightings.SeeUnix(
            [.. places.Where(p => p.Family == Libc.AF_UNIX).Select(p => p.Inode)],
            [.. own.OfType<UnixListenAddress>().Select(a => NameOf(a.Path))]);
        return sightings;
    }

    /// <summary>Connections that wait in the queue of a listener; null: unknown.</summary>
    public int? QueueOf(ListenerPlace place) =>
        place.Queued ?? (_queues.TryGetValue(place.Inode, out var queued) ? queued : null);

    /// <summary>Of these sockets, those that are accepted connections.</summary>
    public int CountAccepted(IEnumerable<uint> held) => held.Count(_accepted.Contains);

    /// <summary>Connections that wait at what a worker has bound itself: nobody else can take them.</summary>
    public int CountWaiting(IEnumerable<ListenAddress> own) => own.Sum(address => address switch
    {
        InternetListenAddress internet => _waitingAtPorts.GetValueOrDefault((ushort)internet.EndPoint.Port),
        UnixListenAddress unix => _waitingAtPaths.GetValueOrDefault(NameOf(unix.Path)),
        _ => 0,
    });

    private void SeeInternet(int family, HashSet<ushort> ports, HashSet<ushort> own)
    {
        if (ports.Count == 0)
        {
            return;
        }

        foreach (var port in ports.Count <= FewPorts ? ports : [(ushort)0])
        {
            SocketDiagnosis.Internet(family, port, socket =>
            {
                if (socket.Inode != 0 && ports.Contains(socket.Port))
                {
                    _accepted.Add(socket.Inode);
                }
                else if (socket.Waits && own.Contains(socket.Port))
                {
                    _waitingAtPorts[socket.Port] = _waitingAtPorts.GetValueOrDefault(socket.Port) + 1;
                }
            });
        }
    }

    private void SeeUnix(HashSet<uint> listeners, HashSet<string> own)
    {
        if (listeners.Count == 0 && own.Count == 0)
        {
            return;
        }

        var names = new HashSet<string>(own, StringComparer.Ordinal);
        var connected = new List<KernelSocket>();
        SocketDiagnosis.Unix(socket =>
        {
            if (listeners.Contains(socket.Inode))
            {
                names.Add(socket.Name);
                _queues[socket.Inode] = (int)Math.Min(socket.Queue, int.MaxValue);
            }
            else if (socket.Listening && own.Contains(socket.Name))
            {
                _waitingAtPaths[socket.Name] = (int)Math.Min(socket.Queue, int.MaxValue);
            }
            else if (!socket.Listening && socket.Inode != 0 && socket.Name.Length > 0)
            {
                connected.Add(socket);
            }
        });
        _accepted.UnionWith(connected.Where(s => names.Contains(s.Name)).Select(s => s.Inode));
    }

    /// <summary>As the kernel writes it: bytes as latin-1.</summary>
    private static string NameOf(string path) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path));
}
