namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Everything that comes to the process of one node: its timers, answers, news of its workers. While the process is
/// stopped all of it is held back; once it is dead nothing comes any more.
/// </summary>
internal sealed class NodeGate(Random random)
{
    private readonly Queue<Action> _timers = [];
    private readonly Queue<Action> _arrivals = [];

    public bool IsPaused { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>A timer of the node is due.</summary>
    public void Ring(Action action) => Pass(_timers, action);

    /// <summary>Something arrives from outside.</summary>
    public void Arrive(Action action) => Pass(_arrivals, action);

    public void Pause() => IsPaused = true;

    /// <summary>Timers and arrivals each in their order; which comes first, nobody knows.</summary>
    public void Resume()
    {
        IsPaused = false;
        while (!IsDead && _timers.Count + _arrivals.Count > 0)
        {
            var next = _arrivals.Count == 0 || (_timers.Count > 0 && random.Next(2) == 0) ? _timers : _arrivals;
            next.Dequeue()();
        }
    }

    public void Die()
    {
        IsDead = true;
        _timers.Clear();
        _arrivals.Clear();
    }

    private void Pass(Queue<Action> held, Action action)
    {
        if (IsDead)
        {
            return;
        }

        if (IsPaused)
        {
            held.Enqueue(action);
        }
        else
        {
            action();
        }
    }
}
