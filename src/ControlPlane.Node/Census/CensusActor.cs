using ControlPlane.Actors;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets.Census;

namespace ControlPlane.Node.Census;

/// <summary>
/// census: counts the connections that OS processes hold, and those that wait, as the kernel sees them. One pass serves
/// the whole node. It runs on its own only while a service is scaled by its load; else only when somebody asks, so an
/// idle node does nothing here.
/// </summary>
internal sealed class CensusActor : ReceiveActor, IWithTimers
{
    public const string Name = "census";

    /// <summary>Between two passes. No configuration key.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly NodeContext _node;
    private readonly Dictionary<IActorRef, CensusProtocol.Enlist> _containers = [];
    private readonly Dictionary<IActorRef, CensusProtocol.Serve> _services = [];
    private readonly Dictionary<IActorRef, int> _queued = [];
    private readonly Audience _audience = new();
    private List<(IActorRef Asker, CensusProtocol.Look Look)> _looks = [];
    private long? _lastRefresh;
    private bool _passing;
    private bool _looking;

    public CensusActor(NodeContext node)
    {
        _node = node;
        Receive<CensusProtocol.Enlist>(Enlist);
        Receive<CensusProtocol.Discharge>(_ => Discharge(Sender));
        Receive<CensusProtocol.Serve>(Serve);
        Receive<CensusProtocol.Refresh>(_ => Refresh());
        Receive<CensusProtocol.Announced>(_ => _audience.Heard(Sender));
        Receive<CensusProtocol.Look>(m =>
        {
            _looks.Add((Sender, m));
            LookWhenIdle();
        });
        Receive<Tick>(_ => Pass(everybody: false));
        Receive<Passed>(OnPassed);
        Receive<LooksDone>(OnLooksDone);
        Receive<Terminated>(m =>
        {
            Discharge(m.ActorRef);
            _services.Remove(m.ActorRef);
            _queued.Remove(m.ActorRef);
            KeepTicking();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeContext node) => Actors.Props.Create(() => new CensusActor(node));

    private void Enlist(CensusProtocol.Enlist order)
    {
        _containers[Sender] = order;
        Context.Watch(Sender);
    }

    private void Discharge(IActorRef container)
    {
        _containers.Remove(container);
        _audience.Heard(container);
    }

    private void Serve(CensusProtocol.Serve order)
    {
        _services[Sender] = order;
        Context.Watch(Sender);
        if (!order.Continuously)
        {
            _queued.Remove(Sender);
        }

        KeepTicking();
    }

    private void KeepTicking()
    {
        var wanted = _services.Values.Any(s => s.Continuously);
        if (!wanted)
        {
            Timers.Cancel(Name);
        }
        else if (!Timers.IsTimerActive(Name))
        {
            Timers.StartPeriodicTimer(Name, new Tick(), Every, Every);
        }
    }

    private void Refresh()
    {
        if (_lastRefresh is { } last && _node.Time.GetElapsedTime(last) < Every)
        {
            Sender.Tell(new CensusProtocol.Refreshed(), Self);
            return;
        }

        _audience.Ask(Sender);
        Pass(everybody: true);
    }

    private void Pass(bool everybody)
    {
        if (_passing)
        {
            return; // Who asked for a refresh meanwhile gets a pass of its own after this one.
        }

        var services = _services.Where(s => s.Value.Continuously).ToList();
        var names = services.Select(s => s.Value.Service).ToHashSet(StringComparer.Ordinal);
        var counted =
            _containers.Where(c => !c.Value.Reports && (everybody || names.Contains(c.Value.Service))).ToList();
        _passing = true;
        _node.Machine.TakeCensus(
            [.. services.SelectMany(
                s => s.Value.Listeners).Concat(counted.SelectMany(c => c.Value.Listeners)).Distinct()],
            [.. counted.Select(c => c.Value.Worker)])
            .PipeTo(Self, Self, census => new Passed(census, everybody), _ => new Passed(null, everybody));
    }

    private void OnPassed(Passed pass)
    {
        _passing = false;
        foreach (var (service, queued) in Queues(pass.Census))
        {
            _queued[service] = queued;
            service.Tell(new WorkloadProtocol.Queued(queued), Self);
        }

        foreach (var (container, order) in _containers)
        {
            if (pass.Census?.Workers.TryGetValue(order.Worker, out var sockets) ?? false)
            {
                container.Tell(new CensusProtocol.Counted(order.Worker, sockets.Connections), Self);
                _audience.Expect(container);
            }
        }

        if (pass.Everybody)
        {
            _lastRefresh = _node.Time.GetTimestamp();
            _audience.Complete();
        }
        else if (_audience.IsAsked)
        {
            Pass(everybody: true);
        }
    }

    /// <summary>What has changed; a queue that cannot be read counts as empty.</summary>
    private List<(IActorRef Service, int Queued)> Queues(SocketCensus? census) => census is null ? [] :
    [
        .. from service in _services
           where service.Value.Continuously
           let queued = service.Value.Listeners.Sum(l => census.Queued.GetValueOrDefault(l) ?? 0)
           where queued != _queued.GetValueOrDefault(service.Key)
           select (service.Key, queued),
    ];

    /// <summary>One look at a time; who asks meanwhile is in the next one, together with all others who do.</summary>
    private void LookWhenIdle()
    {
        if (_looking || _looks.Count == 0)
        {
            return;
        }

        _looking = true;
        var asked = _looks;
        _looks = [];
        _node.Machine.TakeCensus(
            [.. asked.SelectMany(a => a.Look.Listeners).Distinct()], [.. asked.Select(a => a.Look.Worker)])
            .PipeTo(Self, Self, census => new LooksDone(asked, census), _ => new LooksDone(asked, null));
    }

    private void OnLooksDone(LooksDone done)
    {
        _looking = false;
        foreach (var (asker, look) in done.Asked)
        {
            var sockets = done.Census?.Workers.GetValueOrDefault(look.Worker) ?? default;
            asker.Tell(new CensusProtocol.Looked(look.Worker, sockets, look.Number), Self);
        }

        LookWhenIdle();
    }

    private sealed record Tick;

    private sealed record Passed(SocketCensus? Census, bool Everybody);

    private sealed record LooksDone(List<(IActorRef Asker, CensusProtocol.Look Look)> Asked, SocketCensus? Census);
}
