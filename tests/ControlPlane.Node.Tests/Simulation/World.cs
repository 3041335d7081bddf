using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Logging.Plans;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>
/// A whole node on one thread, in virtual time, on a machine that misbehaves, with operators that give random orders.
/// The same seed gives the same run, message by message.
/// </summary>
internal sealed class World : IDisposable
{
    private static readonly Caller Operator = new("simulation");

    private readonly Random _random;
    private readonly SteppedDispatcher _dispatcher;
    private readonly ActorSystem _system;
    private readonly IActorRef _controller;
    private readonly NodeLogging _logging;
    private readonly PlanSource _plans;
    private readonly Trace _trace = new();
    private readonly List<Task<AdminProtocol.Reply>> _asked = [];
    private readonly Dictionary<int, SimulatedListener> _listeners = [];
    private NodePlan _plan;
    private bool _down;

    public World(int seed, Decisions? decisions = null, Action<SimulatedMachine, Random>? plant = null)
    {
        // With a context of the test runner, what follows a job would run on the pool, at any time.
        SynchronizationContext.SetSynchronizationContext(null);
        _random = new Random(seed);
        _dispatcher = new SteppedDispatcher(_random.Next(), See);
        Machine = new SimulatedMachine(_dispatcher.Time, new Random(_random.Next()));
        Rules = new Rules(Machine);
        Machine.Starting = Rules.BeforeStart;
        Machine.Wrong = wrong => Rules.Check(false, wrong);
        plant?.Invoke(Machine, new Random(seed));
        _logging = new NodeLogging(_dispatcher.Time, Stream.Null);
        Machine.Listening = Listen;
        Pulse = new PulseProcessor(Machine, Rules);
        _plans = new PlanSource(Logging(), new Random(_random.Next()), Pulse);
        _plan = _plans.First();
        Rules.AllowPlan(_plan);
        _system = ActorSystem.Create(
            "simulated", new ActorSystemSettings { Dispatcher = _dispatcher, Report = Report });
        _controller = _system.ActorOf(ControllerActor.Props(Start(), Context(decisions)), ControllerActor.Name);
    }

    public SimulatedMachine Machine { get; }

    public Rules Rules { get; }

    public PulseProcessor Pulse { get; }

    public NodeTally Tally { get; } = new();

    /// <summary>A digest of every message delivered, in order.</summary>
    public string Digest => _trace.Digest;

    /// <summary>Faults and orders for a while; then peace, in which everything must come back; then the end.</summary>
    public string? Run()
    {
        for (var step = 0; step < 40 && Rules.Breach is null; step++)
        {
            _dispatcher.Advance(TimeSpan.FromMilliseconds(_random.Next(3_000)));
            Orders.Give(this, _random);
            for (var visitors = _random.Next(8); visitors > 3; visitors--)
            {
                _listeners.GetValueOrDefault(PlanSource.Port(PlanSource.Pulse))?.Knock();
            }
        }

        Machine.Faulty = false;
        _dispatcher.Advance(TimeSpan.FromMinutes(3));
        Ask(new AdminProtocol.Reload(null, AdminProtocol.Patience.Default));
        _dispatcher.RunUntilIdle();
        foreach (var service in _plan.Services)
        {
            Ask(new AdminProtocol.Enable(service.Name, AdminProtocol.Patience.Default));
        }

        _dispatcher.Advance(TimeSpan.FromMinutes(3));
        CheckPeace();
        CheckEnd();
        Rules.Check(Pulse.Running == 0, $"{Pulse.Running} jobs of {PlanSource.Pulse} were never finished");
        return Rules.Breach;
    }

    public IReadOnlyList<string> Services => [.. _plan.Services.Select(s => s.Name)];

    public void Ask(AdminProtocol.Request request)
    {
        Rules.BeforeOrder(request);
        var asked = _controller.Ask<AdminProtocol.Reply>(new AdminActor.Call(request, Operator), TimeSpan.FromHours(2));
        _asked.Add(asked);
        asked.ContinueWith(
            done => Rules.AfterReply(request, done.Result, _plan), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose()
    {
        _logging.Dispose();
        Machine.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void CheckPeace()
    {
        var listed = Ask<AdminProtocol.Services>(new AdminProtocol.ListServices());
        Rules.Check(listed?.Items.Count == _plan.Services.Count, "list does not show the services of the file");
        foreach (var service in listed?.Items ?? [])
        {
            var alive = Machine.Alive.Count(w => w.Container.Service == service.Service);
            var process = _plan.Find(service.Service)?.Worker is ProcessPlan;
            Rules.Check(
                service.State == ServiceState.Enabled && service.Ready == service.Desired
                && Fits(service, _plan.Find(service.Service)?.Workload)
                && service.Containers == service.Desired && (!process || alive == service.Desired),
                $"in peace {service.Service} is {service.State} with {service.Ready} of {service.Desired} ready, "
                + $"{service.Containers} containers and {alive} processes; capacity {service.Capacity}, "
                + $"{service.Free} free, by {_plan.Find(service.Service)?.Workload}: {Details(service.Service)}");
        }
    }

    private string Details(string service) => string.Join(
        "; ", Ask<AdminProtocol.Containers>(new AdminProtocol.ListContainers(service))?.Items
            .Select(c => $"{c.Id} {c.Detail}, jobs {c.Jobs}") ?? []);

    /// <summary>
    /// At rest: the number of the file; or free capacity within its bounds, unless at the most. Beyond the most, after
    /// a reload, are only marked ones that still have jobs; they are no capacity.
    /// </summary>
    private static bool Fits(ServiceStatus service, WorkloadPlan? plan) => plan is DynamicPlan dynamic
        ? (service.Free >= dynamic.MinFree || service.Containers >= dynamic.MaxThreads)
            && service.Free < dynamic.MaxFree + dynamic.Recommended
            && service.Capacity <= (long)dynamic.Recommended * dynamic.MaxThreads
        : service.Desired == plan?.FirstCount;

    private void CheckEnd()
    {
        Ask(new AdminProtocol.Shutdown());
        _dispatcher.Advance(TimeSpan.FromMinutes(1));
        Rules.Check(_down, "the node did not go down");
        Rules.Check(Machine.Alive.Count == 0, $"{Machine.Alive.Count} processes are left after the shutdown");
        var inside = Tally.Starts - Machine.Starts;
        Rules.Check(
            Tally.Exits == Machine.Exits + inside,
            $"{Machine.Exits} processes and {inside} containers inside have ended, {Tally.Exits} were accounted for");
        Rules.Check(_asked.TrueForAll(a => a.IsCompletedSuccessfully), "an order was never answered");
    }

    private T? Ask<T>(AdminProtocol.Request request)
        where T : AdminProtocol.Reply
    {
        Ask(request);
        var asked = _asked[^1];
        _dispatcher.RunUntilIdle();
        return asked.IsCompletedSuccessfully ? asked.Result as T : null;
    }

    private NodeStart Start()
    {
        var binding = SocketBinding.Prepare(
            new SimulatedMachine(_dispatcher.Time, new Random(1)) { Faulty = false, Listening = Listen },
            new Dictionary<string, BoundSockets>(StringComparer.Ordinal), [.. _plan.Services]);
        var sinks = OpenedSinks.Open(
            _plan.Logging, null, _logging.Devices(NoFiles.Instance), new Hocon.SettingsErrors())!;
        return new NodeStart(
            _plan, binding.Next, LoggingSupervisor.Props(_logging, sinks), sinks.Devices, Load, () => _down = true);
    }

    private Task<NodePlanResult> Load(string file, PlanOverlay? overlay)
    {
        if (Machine.Faulty && _random.Next(6) == 0)
        {
            return Task.FromResult(new NodePlanResult(null, [new Hocon.HoconError(null, "", "simulated: a bad file")]));
        }

        _plan = _plans.Next();
        foreach (var service in _plan.Services)
        {
            Rules.AllowAlso(service.Name, PlanSource.Most(service));
        }

        return Task.FromResult(new NodePlanResult(_plan, []));
    }

    private NodeContext Context(Decisions? decisions) => new(
        "simulated", Machine, _dispatcher.Time, new Random(_random.Next()), _logging.Factory.CreateLogger("controller"),
        id => _logging.OutputOf(id.Service), _logging.LoggerOf, Tally, decisions ?? Decisions.Real)
    {
        Offload = work => work(),
        Waiting = TaskCreationOptions.None,
        Seats = new SeatTables(_dispatcher.Time, inline: true),
    };

    private SimulatedListener Listen(ListenPlan plan) =>
        _listeners[((InternetListenAddress)plan.Address).EndPoint.Port] = new SimulatedListener(plan);

    private void See(Delivery delivery)
    {
        _trace.Add(delivery);
        if (delivery.Message is ContainerProtocol.Stop stop && Machine.Last.GetValueOrDefault(stop.Id) is { } leaver)
        {
            leaver.IsLeaving = true;
        }

        if (delivery.Message is ContainerProtocol.Changed changed && _plan.Find(changed.Id.Service) is { } plan)
        {
            Rules.AfterChange(changed.Id, changed.Phase, plan.Lifecycle);
        }
    }

    private void Report(EngineReport report) =>
        Rules.Check(
            report is not (EngineReport.ActorFailed or EngineReport.HookFailed or EngineReport.SystemFailed),
            $"an actor failed: {report}");

    private static LoggingPlan Logging() => new(Severity.Debug, []);
}
