using System.Globalization;
using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

/// <summary>
/// A random tree with random strategies. Until it is calm, its actors fail now and then in their constructors and
/// hooks.
/// </summary>
internal sealed class UnluckyWorld
{
    private static readonly Directive[] Directives = Enum.GetValues<Directive>();

    private readonly Lock _gate = new();
    private readonly Random _random;
    private int _started;
    private int _stopped;

    public UnluckyWorld(int seed, Func<ActorSystemSettings, ActorKit> kit)
    {
        _random = new Random(seed);
        Kit = kit(new ActorSystemSettings { GuardianStrategy = RandomStrategy() });
        Probe = Kit.Probe();
        Kit.ActorOf(Props(3), "root");
    }

    public ActorKit Kit { get; }

    public TestProbe Probe { get; }

    /// <summary>Calls of PreStart that returned.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Calls of PostStop.</summary>
    public int Stopped => Volatile.Read(ref _stopped);

    /// <summary>From now on nothing fails by itself.</summary>
    public bool Calm { get; set; }

    public void CountStart() => Interlocked.Increment(ref _started);

    public void CountStop() => Interlocked.Increment(ref _stopped);

    public bool Unlucky(int percent) => !Calm && Next(100) < percent;

    /// <summary>Tells some actor to fail or to stop, one time in ten.</summary>
    public void MaybeTellTrouble()
    {
        var living = Kit.System.LivingActors().Where(actor => actor != Probe.Ref).ToArray();
        if (living.Length > 0 && Next(10) == 0)
        {
            living[Next(living.Length)].Tell(Next(10) switch
            {
                0 => PoisonPill.Instance,
                1 => Kill.Instance,
                _ => new InvalidOperationException("bad"),
            });
        }
    }

    public IReadOnlyList<ChildSpec> Children(int depth) => depth == 0
        ? []
        : [.. Enumerable.Range(0, Next(4)).Select(i => new ChildSpec(
            string.Create(CultureInfo.InvariantCulture, $"c{i}"),
            Props(depth - 1),
            TimeSpan.FromSeconds(1 + Next(5)))
        {
            StopMessage = Next(2) == 0 ? "drain" : null,
        })];

    private int Next(int below)
    {
        lock (_gate)
        {
            return _random.Next(below);
        }
    }

    private SupervisorStrategy RandomStrategy()
    {
        var directive = Directives[Next(Directives.Length)];
        int? limit = Next(2) == 0 ? null : Next(4);
        return Next(3) == 0
            ? new AllForOneStrategy(limit, null, _ => directive)
            : new OneForOneStrategy(limit, null, _ => directive);
    }

    private Props Props(int depth)
    {
        var strategy = RandomStrategy();
        var keepsChildren = Next(3) == 0;
        return Actors.Props.Create(() => new UnluckyActor(this, depth, keepsChildren)).WithSupervisorStrategy(strategy);
    }
}
