using System.Collections.Concurrent;
using ControlPlane.Actors;

namespace ControlPlane.TestKit;

/// <summary>An actor system for one test, with probes, and everything that the engine reported.</summary>
public abstract class ActorKit
{
    /// <summary>How long an expectation waits: virtual time when stepped, real time on the pool.</summary>
    public static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<EngineReport> _reports = new();
    private int _probes;

    private protected ActorKit(ActorSystemSettings settings) =>
        System = ActorSystem.Create("test", settings with { Report = _reports.Enqueue });

    /// <summary>The system under test.</summary>
    public ActorSystem System { get; }

    /// <summary>What the engine reported, in order.</summary>
    public IReadOnlyList<EngineReport> Reports => [.. _reports];

    /// <summary>What the engine reported of one kind, in order.</summary>
    public IReadOnlyList<T> ReportsOf<T>()
        where T : EngineReport => [.. _reports.OfType<T>()];

    /// <summary>Starts an actor below <c>/user</c>.</summary>
    public IActorRef ActorOf(Props props, string? name = null) => System.ActorOf(props, name);

    /// <summary>Starts a probe below <c>/user</c>; without a name it is probe-1, probe-2 …</summary>
    public TestProbe Probe(string? name = null) =>
        new(this, name ?? $"probe-{Interlocked.Increment(ref _probes)}");

    /// <summary>Waits until the condition holds. False: it did not within that time.</summary>
    internal abstract bool WaitFor(Func<bool> condition, TimeSpan within);

    /// <summary>Gives everything that can happen the chance to.</summary>
    internal abstract void Settle(TimeSpan? within);
}
