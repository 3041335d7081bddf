using ControlPlane.Node.Services;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// The sockets of a new plan, bound before anything else changes: what stays keeps its socket (and its queue), what is
/// new is bound, and if one cannot be bound nothing has happened.
/// </summary>
internal sealed class SocketBinding
{
    private readonly List<IListener> _opened = [];
    private readonly List<(IListener Listener, ListenPlan Plan)> _changed = [];
    private readonly Dictionary<string, IListener> _shared = new(StringComparer.Ordinal);
    private readonly List<Held> _free;
    private readonly IMachine _machine;

    private SocketBinding(IMachine machine, IReadOnlyDictionary<string, BoundSockets> present)
    {
        _machine = machine;
        _free = [.. present
            .SelectMany(s => s.Value.Protocols.SelectMany(p => p.Listeners.Select(l => (l, Owner: (s.Key, p.Name)))))
            .GroupBy(held => held.l, held => held.Owner, ReferenceEqualityComparer.Instance)
            .Select(held => new Held((IListener)held.Key!, [.. held]))];
    }

    /// <summary>The sockets of every service of the new plan.</summary>
    public IReadOnlyDictionary<string, BoundSockets> Next { get; private set; } =
        new Dictionary<string, BoundSockets>(StringComparer.Ordinal);

    /// <summary>The sockets that nobody needs any more.</summary>
    public IReadOnlyList<IListener> Close { get; private set; } = [];

    /// <exception cref="MachineException">One could not be bound; all that were bound for this plan are closed
    /// again.</exception>
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
        p => new BoundProtocol(p.Name, [.. p.Sockets.Select(plan => Bind(service.Name, p.Name, plan))]))]);

    /// <summary>A socket that is shared is bound for the first that names it.</summary>
    private IListener Bind(string service, string protocol, ListenPlan plan)
    {
        if (plan.SharedAs is not { } name)
        {
            return Take(service, protocol, plan) ?? Open(plan);
        }

        if (!_shared.TryGetValue(name, out var listener))
        {
            _shared[name] = listener = Take(service, protocol, plan) ?? Open(plan);
        }

        return listener;
    }

    /// <summary>A socket that is there already: of the same protocol, else (a fixed address only) of any
    /// other.</summary>
    private IListener? Take(string service, string protocol, ListenPlan plan)
    {
        var held = plan.HasChosenPort && plan.SharedAs is not null
            ? _free.Find(h => h.Listener.Plan.SharedAs == plan.SharedAs && Same(h, plan))
            : _free.Find(h => h.Owners.Contains((service, protocol)) && Same(h, plan) && Belongs(h, plan))
                ?? (plan.HasChosenPort ? null : _free.Find(h => Same(h, plan)));
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

    /// <summary>A port that the kernel chose is private or shared for good: two of them cannot be told apart.</summary>
    private static bool Belongs(Held held, ListenPlan plan) =>
        !plan.HasChosenPort || held.Listener.Plan.SharedAs == plan.SharedAs;

    private sealed record Held(IListener Listener, HashSet<(string Service, string Protocol)> Owners);
}
