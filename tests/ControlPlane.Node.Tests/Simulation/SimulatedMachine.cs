using System.Net;
using ControlPlane.Contracts;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>
/// A machine in virtual time, with processes that are slow, die, hang and ignore signals as its seed says, and a memory
/// of everything that was started and that ended. It reports what no machine allows: two processes in one slot.
/// </summary>
internal sealed class SimulatedMachine(TimeProvider time, Random random) : IMachine
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<SimulatedWorker> _alive = [];
    private readonly List<ITimer> _timers = [];

    /// <summary>While true, starts fail and processes misbehave.</summary>
    public bool Faulty { get; set; } = true;

    public int Starts { get; private set; }

    public int Exits { get; private set; }

    /// <summary>The last process, or refused start, of each slot.</summary>
    public Dictionary<ContainerId, SimulatedWorker?> Last { get; } = [];

    /// <summary>Sees each start before it happens.</summary>
    public Action<WorkerPlan> Starting { get; set; } = _ => { };

    /// <summary>Makes the sockets.</summary>
    public Func<ListenPlan, SimulatedListener> Listening { get; set; } = plan => new SimulatedListener(plan);

    /// <summary>May swallow the news of an exit (a fault planted on purpose).</summary>
    public Func<SimulatedWorker, bool> LosesExit { get; set; } = _ => false;

    /// <summary>Whose connections the processes serve; null: each process draws its own.</summary>
    public ISimulatedClients? Clients { get; set; }

    /// <summary>Stands between a process and who hears of it.</summary>
    public Func<IWorkerObserver, IWorkerObserver> Observing { get; set; } = observer => observer;

    public IReadOnlyList<SimulatedWorker> Alive => _alive;

    public TimeSpan Now => time.GetElapsedTime(_start);

    public TimeSpan BootTime => Now;

    public long TotalMemory => 64L * 1024 * 1024 * 1024;

    public IAccounts Accounts => throw new NotSupportedException("plans of a simulation are made without files");

    public IFiles Files => throw new NotSupportedException("a simulation logs nowhere");

    public IReadOnlyList<IPAddress> Resolve(string host) => [IPAddress.Loopback];

    public bool IsPortFree(int port) => true;

    public void ClearSocketPath(string path)
    {
    }

    public IListener Listen(ListenPlan plan) => Listening(plan);

    public IWorker Start(WorkerPlan plan, IWorkerObserver observer)
    {
        Starting(plan);
        if (Faulty && random.Next(12) == 0)
        {
            Last[plan.Container] = null;
            throw new MachineException("simulated: cannot be executed", "EACCES");
        }

        Starts++;
        var worker = new SimulatedWorker(
            plan.Container, 1_000 + Starts, this, Faulty ? Temperament.Faulty(random) : Temperament.Good(random),
            Observing(observer));
        _alive.Add(worker);
        Last[plan.Container] = worker;
        return worker;
    }

    public MachineException? WhyNotStartable(WorkerPlan plan) => null;

    /// <summary>Takes the place of the connections that a simulation draws.</summary>
    public Func<IReadOnlyCollection<IListener>, IReadOnlyCollection<IWorker>, Task<SocketCensus>>? Counting
    {
        get; set;
    }

    /// <summary>At once, so that a simulation stays on one thread.</summary>
    public Task<SocketCensus> TakeCensus(
        IReadOnlyCollection<IListener> listeners, IReadOnlyCollection<IWorker> workers)
    {
        Clients?.Come(this);
        return Counting?.Invoke(listeners, workers) ?? Task.FromResult(new SocketCensus(
            listeners.ToDictionary(l => l, l => (int?)(Clients?.Waiting(l) ?? (Faulty ? random.Next(3) : 0))),
            workers.OfType<SimulatedWorker>().ToDictionary(w => (IWorker)w, w => w.Look())));
    }

    /// <summary>What no machine and no node may do; the simulation's rules listen.</summary>
    public Action<string> Wrong { get; set; } = _ => { };

    public int Draw(int below) => random.Next(below);

    public ValueTask DisposeAsync()
    {
        _timers.ForEach(t => t.Dispose());
        return ValueTask.CompletedTask;
    }

    /// <summary>The machine loses its power: all processes are gone at once, and nobody hears of it.</summary>
    public void Vanish()
    {
        _timers.ForEach(t => t.Dispose());
        _timers.Clear();
        _alive.Clear();
    }

    public void After(TimeSpan? delay, Action action)
    {
        if (delay is { } due)
        {
            _timers.Add(time.CreateTimer(_ => action(), null, due, Timeout.InfiniteTimeSpan));
        }
    }

    public void Ended(SimulatedWorker worker, Action tell)
    {
        _alive.Remove(worker);
        Exits++;
        if (!LosesExit(worker))
        {
            tell();
        }
    }

    /// <summary>Kills a random process, as an operator's kill -9 would.</summary>
    public void MurderOne()
    {
        if (_alive.Count > 0)
        {
            _alive[random.Next(_alive.Count)].Murder();
        }
    }
}
