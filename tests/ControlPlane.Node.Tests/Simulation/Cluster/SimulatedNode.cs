using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>A machine with a node on it that can be killed and started again; it keeps its identity.</summary>
internal sealed class SimulatedNode(ClusterWorld world, int number)
{
    private static readonly string[] Zones = ["a", "b", "a", "c", "b"];

    private static readonly TimeSpan MinUptime = TimeSpan.FromSeconds(1);

    private long _incarnation;
    private TimeSpan? _pausedAt;
    private TimeSpan _paused;

    public int Number => number;

    public string Name { get; } = $"n{number + 1}";

    public Guid Uuid { get; } = new(number + 1, 0, 0, new byte[8]);

    /// <summary>Zones are not even; every second one has a fast disk.</summary>
    public ValueList<NodeLabel> Labels { get; } =
    [
        new NodeLabel("disk", number % 2 == 0 ? "fast" : "slow"), new NodeLabel("zone", Zones[number % Zones.Length]),
    ];

    /// <summary>Null: it does not run.</summary>
    public NodeLife? Life { get; private set; }

    public bool Runs => Life is { Gate.IsPaused: false };

    /// <summary>How long it has stood still, all in all.</summary>
    public TimeSpan PausedUntilNow => _paused + (world.Time.Elapsed - _pausedAt ?? TimeSpan.Zero);

    /// <summary>Processes of a service, in whatever state.</summary>
    public int Alive(string service) => Life?.Machine.Alive.Count(w => w.Container.Service == service) ?? 0;

    /// <summary>Of these, those that are ready and were not told to go.</summary>
    public int Serving(string service) => Life?.Machine.Alive.Count(
        w => w.Container.Service == service && !w.WasTold
            && Life.Machine.Now - w.StartedAt >= (w.ReadyAfter < MinUptime ? w.ReadyAfter.Value : MinUptime)) ?? 0;

    public void Start() => Life ??= new NodeLife(world, this, ++_incarnation);

    public void Kill()
    {
        EndPause();
        Life?.Kill();
        Life = null;
    }

    public void Pause()
    {
        _pausedAt ??= world.Time.Elapsed;
        Life?.Gate.Pause();
    }

    public void Resume()
    {
        EndPause();
        Life?.Gate.Resume();
    }

    /// <summary>It has gone down by itself, as it was asked to.</summary>
    public void IsDown(NodeLife life)
    {
        if (life == Life)
        {
            Kill();
        }
    }

    private void EndPause()
    {
        _paused = PausedUntilNow;
        _pausedAt = null;
    }
}
