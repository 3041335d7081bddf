using System.Collections.Immutable;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Cluster.Scaling;
using ControlPlane.Node.Tests.Cluster.Placement;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Scaling;

/// <summary>
/// A dynamic service over three nodes, of a seed: jobs come and go, words are late. The first breach of a rule is kept.
/// </summary>
internal sealed class ScalingWorld
{
    private readonly Random _random;
    private readonly DynamicPlan _plan;
    private readonly bool _faults;
    private readonly Func<NodeQuota, NodeQuota> _planted;
    private readonly ScalingMachine[] _machines;
    private ImmutableArray<NodeAssignment> _assignment = [];
    private ImmutableArray<NodeQuota> _quotas = [];
    private int[] _seen = new int[3];
    private int _revision;
    private int _writes;

    public ScalingWorld(int seed, bool faults = false, Func<NodeQuota, NodeQuota>? planted = null)
    {
        _random = new Random(seed);
        (_faults, _planted) = (faults, planted ?? (q => q));
        var recommended = 1 + _random.Next(4);
        var least = _random.Next(8);
        _plan = new DynamicPlan(
            recommended + _random.Next(3), recommended, least, least + _random.Next(8), 1 + _random.Next(15),
            TimeSpan.FromSeconds(1 + _random.Next(10)));
        var shared = _random.Next(2) == 0;
        _machines = [.. Enumerable.Range(0, 3).Select(i => new ScalingMachine($"n{i}", _plan, shared, _random))];
    }

    public string? Breach { get; private set; }

    public string? Run(int phases)
    {
        for (var phase = 0; phase < phases && Breach is null; phase++)
        {
            Array.ForEach(_machines, m => m.Drains = _faults && _random.Next(5) == 0);
            var busy = _random.Next(4);
            for (var i = _random.Next(80); i > 0 && Breach is null; i--)
            {
                Happen(busy);
            }

            Settle();
        }

        return Breach is null ? null : $"{Breach} {this}";
    }

    public override string ToString() =>
        $"{_plan} counts {string.Join(' ', _assignment.Select(a => $"{a.Node}:{a.Count}/{a.Most}"))}"
        + $"\n{string.Join<object>('\n', _machines)}\n{string.Join('\n', _quotas)}";

    private void Happen(int busy)
    {
        var machine = _machines[_random.Next(_machines.Length)];
        switch (_random.Next(_faults ? 17 : 16))
        {
            case <= 1: Lead(); break;
            case <= 3: machine.Publish(); break;
            case <= 5: Hear(machine); break;
            case <= 8: _machines[Math.Min(busy, 2)].Arrive(); break;
            case <= 9: machine.Arrive(); break;
            case <= 11: machine.Finish(); break;
            case 12 or 13: machine.Progress(Standing.Coming); break;
            case 14: machine.Progress(Standing.Leaving); break;
            case 15: machine.Pass(TimeSpan.FromMilliseconds(_random.Next(6_000))); break;
            default: machine.Crash(); break;
        }

        Check();
    }

    private void Check()
    {
        var all = _machines.Sum(m => m.Containers);
        Breach ??= all <= _plan.MaxThreads ? null : $"{all} containers, at most {_plan.MaxThreads}:";
    }

    private void Hear(ScalingMachine machine)
    {
        var index = Array.IndexOf(_machines, machine);
        if (_quotas.Length > 0)
        {
            machine.Hear(
                _revision, _assignment.FirstOrDefault(a => a.Node == machine.Name).Count,
                _quotas.First(q => q.Node == machine.Name), _seen[index], machine.Drains);
        }
    }

    private void Lead()
    {
        ScaledNode[] nodes = [.. _machines.Select(Known)];
        PlacementNode[] places = [.. _machines.Select(m =>
            PlacementScene.Host(m.Name, state: m.Drains ? NodeState.Draining : NodeState.Up))];
        var demand = ClusterCapacity.Demand("web", _plan, PlacementScene.Total, nodes);
        var target = Placer.Decide(places, [demand]).Services[0].Counts;
        var wish = new RolloutWish(target, 1, Rolling: false) { Ceiling = _plan.MaxThreads };
        var written = RolloutPlanner.Next(wish, _machines.Select(Rollout), _ => 1_000, forgets: false);
        var assignment = written ?? _assignment;

        ScaledNode[] counted =
            [.. nodes.Select(n => n with { Count = assignment.FirstOrDefault(a => a.Node == n.Name).Count })];
        var quotas = Headroom.Split(_plan, counted, _ => 1_000).Select(_planted).ToImmutableArray();
        int[] seen = [.. _machines.Select(
            (m, i) => m.Status is { } s && s.Workload.Staying > counted[i].Count ? s.Started : _seen[i])];
        if (written is not null || Differ(quotas, nodes) || !seen.SequenceEqual(_seen))
        {
            (_assignment, _quotas, _seen) = (assignment, quotas, seen);
            _revision++;
            _writes++;
        }
    }

    /// <summary>Nodes would hear something new.</summary>
    private static bool Differ(IEnumerable<NodeQuota> quotas, ScaledNode[] nodes) => quotas.Any(q =>
        nodes.First(n => n.Name == q.Node).InForce is not { } force
        || (force.Cap, force.MinFree) != (q.Cap, q.MinFree));

    private ScaledNode Known(ScalingMachine machine) => new(
        machine.Name, !machine.Drains, !machine.Drains,
        _assignment.FirstOrDefault(a => a.Node == machine.Name).Count,
        _quotas.Length == 0 ? null : _quotas.First(q => q.Node == machine.Name),
        machine.Status?.Workload,
        machine.Status?.Revision == _revision);

    private RolloutNode Rollout(ScalingMachine machine) => new(
        machine.Name,
        _assignment.Any(a => a.Node == machine.Name) ? _assignment.First(a => a.Node == machine.Name) : null,
        machine.Status is { } s ? s.Report with { Acknowledged = s.Revision == _revision } : null);

    /// <summary>No job comes or goes any more: all comes to rest, in bounds.</summary>
    private void Settle()
    {
        for (var round = 0; round < 60 && Breach is null; round++)
        {
            Round();
        }

        var all = ClusterCapacity.Sum(_plan, _machines.Select(Known));
        var staying = all.Wanted - all.Marked;
        Breach ??= all.Free >= _plan.MinFree || staying >= _plan.MaxThreads || _machines.All(m => m.Drains)
            ? null : $"in peace {all.Free} free with {staying} containers:";
        Breach ??= all.Free < _plan.MaxFree + _plan.Recommended || staying == 0 ? null : $"in peace {all.Free} free:";
        (_writes, var before) = (0, _machines.Sum(m => m.Orders));
        for (var round = 0; round < 5 && Breach is null; round++)
        {
            Round();
        }

        Breach ??= _writes == 0 && _machines.Sum(m => m.Orders) == before ? null : "a steady load gives orders:";
    }

    private void Round()
    {
        foreach (var machine in _machines)
        {
            machine.Publish();
        }

        Lead();
        foreach (var machine in _machines)
        {
            Hear(machine);
            for (var i = 0; i < _plan.MaxThreads; i++)
            {
                machine.Progress(Standing.Coming);
                machine.Progress(Standing.Leaving);
            }

            machine.Pass(_plan.InactivityTimeout / 2);
        }

        Check();
    }
}
