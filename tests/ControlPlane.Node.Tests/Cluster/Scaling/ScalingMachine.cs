using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Cluster.Scaling;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Scaling;

/// <summary>
/// A node of the world of scaling: the real manager by the rule of quotas, containers, and jobs that come to this node.
/// </summary>
internal sealed class ScalingMachine
{
    private readonly DynamicPlan _plan;
    private readonly Random _random;
    private readonly bool _shared;
    private readonly SortedDictionary<int, Slot> _slots = [];
    private readonly HashSet<int> _marked = [];
    private DynamicManager _manager = null!;
    private Quota _quota = new(0, 0, 0, Settled: false);
    private TimeSpan _now;
    private int _queued;
    private int _wanted;
    private int _started;

    public ScalingMachine(string name, DynamicPlan plan, bool shared, Random random)
    {
        (Name, _plan, _shared, _random) = (name, plan, shared, random);
        Crash();
    }

    public string Name { get; }

    public bool Drains { get; set; }

    public int Orders { get; set; }

    public int Containers => _slots.Count;

    public WorkloadFigures Figures => _manager.Figures;

    /// <summary>What it said last; null: it is silent.</summary>
    public (NodeWorkload Workload, NodeReport Report, int Revision, int Started)? Status { get; private set; }

    private int Revision { get; set; }

    public void Publish()
    {
        var f = _manager.Figures;
        var ready = _slots.Count(s => s.Value.Standing == Standing.Ready);
        Status = (
            new NodeWorkload(f.Wanted, f.Marked, f.Out, f.Leaving, f.Shortfall, f.Used),
            new NodeReport(_slots.Count, ready, 1, Acknowledged: false), Revision, _started);
    }

    public void Hear(int revision, int count, NodeQuota quota, int seen, bool leaves)
    {
        Revision = revision;
        _quota = new Quota(count, quota.Cap, quota.MinFree, seen >= _started, leaves);
        Decide();
    }

    public void Crash()
    {
        _slots.Clear();
        _marked.Clear();
        (_quota, _queued, _wanted, Revision, Status) = (new Quota(0, 0, 0, false), 0, 0, 0, null);
        _manager = new DynamicManager(_plan, _shared, 0, f => QuotaRule.Judge(f, _quota));
    }

    /// <summary>In this process the one with most free capacity; of shared sockets whoever the kernel likes.</summary>
    public void Arrive()
    {
        var able = _slots.Where(s => s.Value.Standing == Standing.Ready
            && (_shared || (s.Value.Jobs < _plan.MaxJobs && !_marked.Contains(s.Key)))).ToList();
        if (able.Count == 0)
        {
            _queued++;
        }
        else
        {
            var (number, slot) = _shared ? able[_random.Next(able.Count)] : able.MinBy(s => s.Value.Jobs);
            slot.Jobs++;
            See(number, slot);
        }

        Decide();
    }

    public void Finish()
    {
        if (_slots.Where(s => s.Value.Jobs > 0).ToList() is { Count: > 0 } busy)
        {
            var (number, slot) = busy[_random.Next(busy.Count)];
            slot.Jobs--;
            See(number, slot);
        }

        Accept();
        Decide();
    }

    /// <summary>One that starts is ready; or one that leaves is gone.</summary>
    public void Progress(Standing of)
    {
        if (_slots.FirstOrDefault(s => s.Value.Standing == of) is { Value: { } slot } found)
        {
            slot.Standing = of == Standing.Coming ? Standing.Ready : Standing.None;
            See(found.Key, slot);
            if (slot.Standing == Standing.None)
            {
                _slots.Remove(found.Key);
                _marked.Remove(found.Key);
            }
        }

        Accept();
        Decide();
    }

    public void Pass(TimeSpan time)
    {
        for (var until = _now + time; _now < until; Decide())
        {
            _now = _manager.Due is { } due && due > _now && due < until ? due : until;
        }
    }

    public override string ToString() => $"{Name}: {_quota} {(Drains ? "drains " : "")}"
        + $"wanted {Figures.Wanted} marked {Figures.Marked} free {Figures.Free} queued {_queued} "
        + string.Join(' ', _slots.Select(
            s => $"{s.Key}:{s.Value.Standing}{(_marked.Contains(s.Key) ? "!" : "")}({s.Value.Jobs})"));

    private void Accept()
    {
        for (var waiting = _queued; waiting > 0; waiting--)
        {
            _queued--;
            Arrive();
        }
    }

    private void See(int number, Slot slot) => _manager.See(number, slot.Standing, slot.Jobs, null, _now);

    private void Decide()
    {
        _manager.Queued(_queued);
        var step = _manager.Decide(_now);
        Orders += Math.Abs(step.Wanted - _wanted) + step.Marked.Length + step.TakenBack.Length + step.Ended.Length;
        _wanted = step.Wanted;
        _marked.UnionWith(step.Marked);
        _marked.ExceptWith(step.TakenBack);
        foreach (var number in step.Ended)
        {
            _marked.Remove(number);
            _slots[number].Standing = Standing.Leaving;
        }

        for (var number = 1; _slots.Values.Count(s => s.Standing != Standing.Leaving) < _wanted; number++)
        {
            if (_slots.TryAdd(number, new Slot { Standing = Standing.Coming }))
            {
                See(number, _slots[number]);
            }
        }

        if (Figures.Wanted - Figures.Marked > Math.Max(_quota.Count, Status?.Workload.Staying ?? 0))
        {
            _started++;
        }
    }

    private sealed class Slot
    {
        public Standing Standing { get; set; }

        public int Jobs { get; set; }
    }
}
