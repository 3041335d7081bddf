using System.Collections.Immutable;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Tests.Cluster.Placement;

namespace ControlPlane.Node.Tests.Cluster.Rollout;

/// <summary>
/// A cluster of a seed: a leader that places and rolls out three services, and nodes that hear of it late, are slow,
/// crash, are cut off and come back. In phases: something is wished for, then all comes to rest. The first breach of a
/// rule is kept.
/// </summary>
internal sealed class RolloutWorld
{
    private const int Steps = 4_000;
    private readonly Random _random;
    private readonly bool _faults;
    private readonly Func<ServiceRollout, ServiceRollout> _planted;
    private readonly RolloutMachine[] _machines;
    private readonly RolloutService[] _services;
    private int _revision = 1;

    public RolloutWorld(int seed, bool faults, Func<ServiceRollout, ServiceRollout>? planted = null)
    {
        _random = new Random(seed);
        _faults = faults;
        _planted = planted ?? (s => s);
        var places = 3 + _random.Next(4);
        _machines = [.. Enumerable.Range(0, 3 + _random.Next(3)).Select(i => new RolloutMachine($"n{i}", places))];
        _services = [.. Enumerable.Range(0, 3).Select(i => new RolloutService($"s{i}"))];
    }

    public string? Breach { get; private set; }

    public string? Run(int phases)
    {
        for (var phase = 0; phase < phases && Breach is null; phase++)
        {
            Wish(phase);
            var step = 0;
            for (var disturbed = _random.Next(60); Breach is null && (step < disturbed || !IsAtRest()); step++)
            {
                Happen(disturb: _faults && step < disturbed);
                if (step >= Steps)
                {
                    Breach = $"phase {phase}: no rest: {this}";
                }
            }
        }

        return Breach;
    }

    public override string ToString() => string.Join("\n", _services.Select(s =>
        $"{s.Name} wants {s.Wanted} at {PlacementScene.Text(s.Target)} generation {s.Generation} "
        + $"{(s.Rolling ? "rolling" : "")}: "
        + string.Join(
            ' ', s.Assignment.Select(a => $"{a.Node}:{a.Count}/{a.Most}@{a.Generation}{(a.Rolling ? "r" : "")}"))))
        + "\n" + string.Join<object>('\n', _machines);

    private void Wish(int phase)
    {
        foreach (var service in _services)
        {
            service.Bound = service.Wanted;
            service.Wanted = _random.Next(3) == 0 || phase == 0 ? _random.Next(7) : service.Wanted;
            service.Bound = Math.Max(service.Bound, service.Wanted) + RolloutWish.Surge;
            service.Rolling = _random.Next(2) == 0;
            service.Generation += _random.Next(3) == 0 ? 1 : 0;
            service.Anew = _random.Next(3) == 0;
        }

        foreach (var machine in _machines)
        {
            machine.Drains = _random.Next(4) == 0;
        }
    }

    private void Happen(bool disturb)
    {
        var machine = _machines[_random.Next(_machines.Length)];
        switch (_random.Next(disturb ? 16 : 12))
        {
            case <= 2: Lead(); break;
            case <= 4: machine.Report(_services); break;
            case <= 6: machine.Hear(_services, _revision); break;
            case <= 11: machine.Work(_random, _services, steady: !disturb); break;
            case 12: machine.Crash(); break;
            case 13: machine.CutOff(); break;
            case 14: machine.Vanish(); break;
            default: machine.ComeBack(_services, _revision); break;
        }

        if (!disturb)
        {
            Array.ForEach(_machines, m => m.ComeBack(_services, _revision));
        }

        Check();
    }

    private void Lead()
    {
        PlacementNode[] nodes = [.. _machines.Select(m => m.Seen)];
        foreach (var service in _services.Where(s => s.Anew))
        {
            service.Anew = false;
            Place(Placer.Anew(nodes, Demands(), service.Name));
        }

        Place(Placer.Decide(nodes, Demands()));
        foreach (var (name, assignment) in new RolloutRound(
            nodes, _services.Select(s => _planted(Rollout(s)))).Decide())
        {
            var service = _services.Single(s => s.Name == name);
            (service.Assignment, service.Revision) = (assignment, ++_revision);
        }
    }

    private PlacementDemand[] Demands() =>
        [.. _services.Select(s => new PlacementDemand(s.Name, s.Wanted, PlacementScene.Total, s.Target))];

    private void Place(PlacementDecision decision) =>
        Array.ForEach(_services, s => s.Target = decision.Of(s.Name)!.Counts);

    private ServiceRollout Rollout(RolloutService service) => new(
        service.Name,
        PlacementScene.Total,
        service.Wish,
        service.Assignment,
        [.. _machines.Where(m => m.Status is not null && !m.IsGone).Select(m => (m.Name, m.ReportOf(service)))]);

    private bool IsAtRest() => _services.All(s => RolloutRest.IsReached(
        s.Wish, new RolloutRound(_machines.Select(m => m.Seen), _services.Select(Rollout)).Nodes(Rollout(s))))
        && _services.All(s => s.Wanted == s.Wish.Wanted || HasNoRoom())
        && _services.All(s => _machines.Sum(m => m.Count(s)) == s.Wish.Wanted);

    private bool HasNoRoom() => _machines.Where(m => !m.Drains).All(m => _services.Sum(m.Count) >= m.Places);

    private void Check()
    {
        foreach (var service in _services)
        {
            var all = _machines.Where(m => !m.IsTainted).Sum(m => m.Count(service));
            Breach ??= all <= service.Bound
                ? null
                : $"{all} containers of {service.Name}, at most {service.Bound}: {this}";
        }

        foreach (var machine in _machines.Where(m => !m.IsTainted))
        {
            var all = _services.Sum(machine.Count);
            Breach ??= all <= machine.Places
                ? null
                : $"{all} containers on {machine.Name} with {machine.Places} places: {this}";
        }
    }
}

internal sealed class RolloutService(string name)
{
    public string Name { get; } = name;

    public int Wanted { get; set; }

    public int Bound { get; set; }

    public int Generation { get; set; } = 1;

    public bool Rolling { get; set; }

    public bool Anew { get; set; }

    public ImmutableArray<NodeCount> Target { get; set; } = [];

    public ImmutableArray<NodeAssignment> Assignment { get; set; } = [];

    public int Revision { get; set; }

    public RolloutWish Wish => new(Target, Generation, Rolling);
}
