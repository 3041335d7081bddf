using ControlPlane.Node.Services;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// The sockets of a new plan, bound before anything else changes: what stays keeps its socket (and its queue), what is new
/// is bound, and if one cannot be bound nothing has happened.
/// </summary>
internal sealed class SocketBinding
{
    private readonly List<IListener> _opened = [];
    private readonly List<(IListener Listener, ListenPlan Plan)> _changed = [];
    private readonly List<Held> _free;
    private readonly IMachine _machine;

    private SocketBinding(IMachine machine, IReadOnlyDictionary<string, BoundSockets> present)
    {
        _machine = machine;
        _free = [.. present.SelectMany(s => s.Value.Protocols.SelectMany(
            p => p.Listeners.Select(l => new Held(s.Key, p.Name, l))))];
    }

    /// <summary>The sockets of every service of the new plan.</summary>
    public IReadOnlyDictionary<string, BoundSockets> Next { get; private set; } =
        new Dictionary<string, BoundSockets>(StringComparer.Ordinal);

    /// <summary>The sockets that nobody needs any more.</summary>
    public IReadOnlyList<IListener> Close { get; private set; } = [];

    /// <exception cref="MachineException">One could not be bound; all that were bound for this plan are closed again.</exception>
    public static SocketBinding Prepare(
        IMachine machine, IReadOnlyDictionary<string, BoundSockets> present, IReadOnlyList<ServicePlan> plans)
    {
        var binding = new SocketBinding(machine, present);
        try
        {
            binding.Next = plans.ToDictionary(p => p.Name, binding.Bind, StringComparer.Ordinal);
            binding.Close = [.. binding._free.Select(h => h.Listener)];
            return binding;
        }
        catch (MachineException)
        {
            binding.Rollback();
            throw;
        }
    }

    /// <summary>Closes what was bound for this plan.</summary>
    public void Rollback() => _opened.ForEach(l => l.Dispose());

    /// <summary>Gives the sockets that stay their new options.</summary>
    /// <exception cref="MachineException">An option was refused; the socket works on with the old one.</exception>
    public void Commit() => _changed.ForEach(c => c.Listener.Change(c.Plan));

    private BoundSockets Bind(ServicePlan service) => new([.. service.Protocols.Select(
        p => new BoundProtocol(p.Name, [.. p.Sockets.Select(plan => Take(service.Name, p.Name, plan) ?? Open(plan))]))]);

    /// <summary>A socket that is there already: of the same protocol, else (a fixed address only) of any other.</summary>
    private IListener? Take(string service, string protocol, ListenPlan plan)
    {
        var held = _free.Find(h => h.Service == service && h.Protocol == protocol && Same(h, plan))
            ?? (plan.Address is InternetListenAddress { EndPoint.Port: 0 } ? null : _free.Find(h => Same(h, plan)));
        if (held is null)
        {
            return null;
        }

        _free.Remove(held);
        if (held.Listener.Plan != plan)
        {
            _changed.Add((held.Listener, plan));
        }

        return held.Listener;
    }

    private IListener Open(ListenPlan plan)
    {
        var listener = _machine.Listen(plan);
        _opened.Add(listener);
        return listener;
    }

    /// <summary>Mode and owner of a Unix socket may change on the socket that is there; its path may not.</summary>
    private static bool Same(Held held, ListenPlan plan) => (held.Listener.Plan.Address, plan.Address) switch
    {
        (UnixListenAddress a, UnixListenAddress b) => a.Path == b.Path,
        var (a, b) => a == b,
    };

    private sealed record Held(string Service, string Protocol, IListener Listener);
}
