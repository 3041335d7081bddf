using System.Globalization;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

/// <summary>
/// A service of a seed: jobs come and go, containers start, die, fail and leave; the manager decides and this world
/// carries it out, beside the model of the reference. The first breach of a rule is kept.
/// </summary>
internal sealed class WorkloadWorld
{
    private readonly Random _random;
    private readonly DynamicPlan _plan;
    private readonly bool _shared;
    private readonly DynamicManager _manager;
    private readonly ReferenceModel _model;
    private readonly SortedDictionary<int, Slot> _slots = [];
    private readonly HashSet<int> _marked = [];
    private TimeSpan _now;
    private int _queued;
    private int _wanted;
    private int _orders;
    private string _trace = "";

    public WorkloadWorld(int seed, Func<WorkloadFigures, WorkloadNeed> judge, bool compare = true)
    {
        _random = new Random(seed);
        var recommended = 1 + _random.Next(3);
        var least = _random.Next(5);
        _plan = new DynamicPlan(
            recommended + _random.Next(3), recommended, least, least + _random.Next(6), 1 + _random.Next(8),
            TimeSpan.FromSeconds(1 + _random.Next(10)));
        _shared = _random.Next(2) == 0;
        _manager = new DynamicManager(_plan, _shared, 0, judge);
        _model = new ReferenceModel(_plan, _shared);
        Compares = compare;
    }

    public string? Breach { get; private set; }

    private bool Compares { get; }

    private int Staying => _slots.Values.Count(s => s.Standing != Standing.Leaving);

    public string? Run(int events)
    {
        Decide();
        for (var i = 0; i < events && Breach is null; i++)
        {
            Happen();
            Decide();
        }

        Settle();
        return Breach is null ? null : $"{Breach} [{_plan}, shared {_shared}] {_trace}";
    }

    private void Check(bool holds, string otherwise) => Breach ??= holds ? null : otherwise;

    private void Happen()
    {
        switch (_random.Next(14))
        {
            case <= 3: Arrive(); break;
            case <= 6: Finish(); break;
            case <= 8: Change(Standing.Coming, Standing.Ready); break;
            case 9: Change(Standing.Ready, _random.Next(3) == 0 ? Standing.Out : Standing.Coming); break;
            case 10: Change(Standing.Out, Standing.Coming); break;
            case 11: Go(_random.Next(4) > 0); break;
            default: Pass(TimeSpan.FromMilliseconds(_random.Next(12_000))); break;
        }
    }

    /// <summary>In this process the one with most free capacity; of shared sockets whoever the kernel likes.</summary>
    private void Arrive()
    {
        var able = _slots.Where(s => s.Value.Standing == Standing.Ready
            && (_shared || (s.Value.Jobs < _plan.MaxJobs && !_marked.Contains(s.Key)))).ToList();
        if (able.Count == 0)
        {
            Queue(_queued + 1);
            return;
        }

        var (number, slot) = _shared ? able[_random.Next(able.Count)] : able.MinBy(s => s.Value.Jobs);
        slot.Jobs++;
        See(number, slot);
    }

    private void Finish()
    {
        var busy = _slots.Where(s => s.Value.Jobs > 0).ToList();
        if (busy.Count > 0)
        {
            var (number, slot) = busy[_random.Next(busy.Count)];
            slot.Jobs--;
            See(number, slot);
        }

        if (_queued > 0 && _slots.Values.Any(s => s.Standing == Standing.Ready))
        {
            Queue(_queued - 1);
            Arrive();
        }
    }

    private void Change(Standing from, Standing to)
    {
        if (_slots.FirstOrDefault(s => s.Value.Standing == from) is { Value: { } slot } found)
        {
            slot.Standing = to;
            slot.Jobs = 0;
            See(found.Key, slot);
        }
    }

    /// <summary>A leaving one is gone; or one that nobody has told to leave (its slot was given up).</summary>
    private void Go(bool told)
    {
        if (_slots.FirstOrDefault(s => s.Value.Standing == Standing.Leaving == told) is { Value: not null } found)
        {
            _slots.Remove(found.Key);
            _marked.Remove(found.Key);
            _manager.See(found.Key, Standing.None, 0, null, _now);
            _model.See(found.Key, Standing.None, 0);
        }
    }

    private void Pass(TimeSpan time)
    {
        var until = _now + time;
        while (_manager.Due is { } due && due <= until && Breach is null)
        {
            Check(due > _now || _orders == 0, "the same moment again");
            _now = due > _now ? due : _now;
            Decide();
        }

        _now = until;
    }

    private void Queue(int connections)
    {
        _queued = connections;
        _manager.Queued(Math.Min(connections, _plan.Recommended * _plan.MaxThreads));
        _model.Queued(Math.Min(connections, _plan.Recommended * _plan.MaxThreads));
    }

    private void See(int number, Slot slot)
    {
        var jobs = Math.Min(slot.Jobs, _plan.Recommended * _plan.MaxThreads);
        _manager.See(number, slot.Standing, jobs, null, _now);
        _model.See(number, slot.Standing, jobs);
    }

    private void Decide()
    {
        var step = _manager.Decide(_now);
        var ended = _model.Adjust(_now);
        _orders = Math.Abs(step.Wanted - _wanted) + step.Marked.Length + step.TakenBack.Length + step.Ended.Length;
        _wanted = step.Wanted;
        _marked.UnionWith(step.Marked);
        _marked.ExceptWith(step.TakenBack);
        foreach (var number in step.Ended)
        {
            Check(_marked.Remove(number), $"{number} is ended and was not marked");
            Check(_slots[number].Jobs == 0, $"{number} is ended with {_slots[number].Jobs} jobs");
            _slots[number].Standing = Standing.Leaving;
        }

        if (Compares)
        {
            Compare(step, ended);
        }

        Launch();
        Note();
    }

    private void Compare(WorkloadStep step, List<int> ended)
    {
        Check(step.Ended.Order().SequenceEqual(ended.Order()), $"ended {Text(step.Ended)}, the model {Text(ended)}");
        Check(step.Wanted == _model.Wanted, $"{step.Wanted} wanted, the model {_model.Wanted}");
        Check(
            _model.MarkedNumbers.SequenceEqual(_marked.Order()),
            $"marked {Text(_marked)}, the model {Text(_model.MarkedNumbers)}");
        Check(_manager.Figures.Free == _model.Free, $"free {_manager.Figures.Free}, the model {_model.Free}");
    }

    private void Launch()
    {
        for (var number = 1; Staying < _wanted; number++)
        {
            if (!_slots.ContainsKey(number))
            {
                _slots.Add(number, new Slot { Standing = Standing.Coming });
                See(number, _slots[number]);
            }
        }

        Check(_slots.Count <= _plan.MaxThreads, $"{_slots.Count} containers of at most {_plan.MaxThreads}");
    }

    /// <summary>
    /// Nothing happens any more, except that starts succeed and what leaves is gone: then the rules of rest.
    /// </summary>
    private void Settle()
    {
        Queue(0);
        for (var round = 0; round < 12 && Breach is null; round++)
        {
            while (_slots.Values.Any(s => s.Standing is Standing.Coming or Standing.Out))
            {
                Change(Standing.Coming, Standing.Ready);
                Change(Standing.Out, Standing.Coming);
            }

            while (_slots.Values.Any(s => s.Standing == Standing.Leaving))
            {
                Go(told: true);
            }

            Decide();
            Pass(_plan.InactivityTimeout + TimeSpan.FromSeconds(1));
        }

        Rest();
    }

    private void Rest()
    {
        var free = _manager.Figures.Free;
        Check(free >= _plan.MinFree || Staying == _plan.MaxThreads, $"in peace {free} free with {Staying} containers");
        Check(free < _plan.MaxFree + _plan.Recommended, $"in peace {free} free");
        for (var i = 0; i < 3 && Breach is null; i++)
        {
            _now += _plan.InactivityTimeout * 2;
            foreach (var (number, slot) in _slots)
            {
                See(number, slot);
            }

            Decide();
            Check(_orders == 0, "a steady load gives orders");
        }
    }

    private void Note()
    {
        if (Breach is not null && _trace.Length == 0)
        {
            _trace = string.Join(' ', _slots.Select(s => string.Create(
                CultureInfo.InvariantCulture,
                $"{s.Key}:{s.Value.Standing}{(_marked.Contains(s.Key) ? "!" : "")}({s.Value.Jobs})")));
        }
    }

    private static string Text(IEnumerable<int> numbers) => $"[{string.Join(' ', numbers)}]";

    private sealed class Slot
    {
        public Standing Standing { get; set; }

        public int Jobs { get; set; }
    }
}
