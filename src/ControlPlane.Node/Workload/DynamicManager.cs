using System.Collections.Immutable;

namespace ControlPlane.Node.Workload;

/// <summary>
/// The dynamic workload manager, decided without clock or actor: it is told what happens to containers, and asked what
/// to do. It decides only on what it has ordered and seen: a container counts from the moment it was ordered, so
/// nothing is ordered twice, and the one beside the wanted number in a rolling restart never counts. That number
/// changes here alone: up by starts, down by ended ones.
/// </summary>
internal sealed class DynamicManager
{
    /// <summary>Nobody has more connections open; far from the end of the numbers.</summary>
    private const int MostJobsOfOne = 1_000_000_000;

    private readonly DynamicPlan _plan;
    private readonly bool _shared;
    private readonly Func<WorkloadFigures, WorkloadNeed> _judge;
    private readonly SeatTable _seats;
    private readonly List<int> _marked = [];
    private readonly List<int> _takenBack = [];
    private readonly List<int> _ended = [];
    private int _wanted;
    private long _queued;
    private TimeSpan _due = TimeSpan.MaxValue;

    /// <param name="plan">The numbers of the file.</param>
    /// <param name="shared">See <see cref="SeatTable"/>.</param>
    /// <param name="wanted">How many containers there shall be to begin with.</param>
    /// <param name="judge"><see cref="CapacityRule.Judge"/>, or one with a fault planted.</param>
    public DynamicManager(DynamicPlan plan, bool shared, int wanted, Func<WorkloadFigures, WorkloadNeed> judge)
    {
        _plan = plan;
        _shared = shared;
        _wanted = wanted;
        _judge = judge;
        _seats = new SeatTable(plan, shared);
    }

    public WorkloadFigures Figures => new(
        _plan, _wanted, _seats.Marked, _seats.Out, _seats.Leaving, _seats.Shortfall, _seats.Used + _queued);

    /// <summary>Nothing is ended before this; asked then, <see cref="Decide"/> looks. Null: nobody is to go.</summary>
    public TimeSpan? Due => _due == TimeSpan.MaxValue ? null : _due;

    /// <summary>So many connections wait to be accepted: demand like jobs, and bounded like the claim of a
    /// worker.</summary>
    public void Queued(int connections) =>
        _queued = Math.Clamp(connections, 0, (long)_plan.Recommended * _plan.MaxThreads);

    /// <summary>This is now so; <see cref="Standing.None"/>: the slot is free.</summary>
    /// <param name="number">The N of <c>SERVICE-N</c>.</param>
    /// <param name="standing">What it is good for.</param>
    /// <param name="jobs">0 where unknown.</param>
    /// <param name="limit">The worker's own; null: none.</param>
    /// <param name="now">The present time.</param>
    public void See(int number, Standing standing, int jobs, int? limit, TimeSpan now)
    {
        var seat = _seats.Get(number);
        if (standing == Standing.None)
        {
            _seats.Set(number, default);
            return;
        }

        if (seat.Ended)
        {
            return; // News from before it heard of its end.
        }

        jobs = Math.Clamp(jobs, 0, MostJobsOfOne);
        if (!_shared)
        {
            // What was just accepted waits no longer, whatever the last look at the queue said.
            _queued = Math.Max(0, _queued - Math.Max(0, jobs - seat.Jobs));
        }

        seat.Standing = standing;
        seat.Jobs = jobs;
        seat.Limit = Math.Max(1, limit ?? int.MaxValue);
        seat.Marked &= standing != Standing.Leaving;
        if (seat.Marked)
        {
            Rearm(ref seat, now);
        }

        _seats.Set(number, seat);
    }

    /// <summary>What is to be done now. Asked again with nothing seen in between, and nothing due: nothing.</summary>
    public WorkloadStep Decide(TimeSpan now)
    {
        var need = _judge(Figures);
        if (need.Missing > 0 && TakeBack(long.MaxValue, need.Missing, Worth.One, need.Most) > 0)
        {
            need = _judge(Figures);
        }

        var atLimit = need.Need > 0 && Grow(need);
        if (need.Surplus > 0)
        {
            Mark(need.Surplus, now);
        }

        for (var ends = need.Ends; ends > 0 && EndOne(); ends--)
        {
        }

        if (now >= _due)
        {
            EndIdleOnes(now);
        }

        return new WorkloadStep(_wanted, Taken(_marked), Taken(_takenBack), Taken(_ended), atLimit);
    }

    /// <summary>Takes back, then starts. True: at the limit, also counted by M.</summary>
    private bool Grow(WorkloadNeed need)
    {
        // Of shared sockets the kernel feeds also the marked ones, so each that is taken back is worth all of R.
        long below = _shared ? long.MaxValue : _plan.Recommended;
        var overload = need.Need - TakeBack(below, need.Need, Worth.Free, need.Most);
        var starts = _judge(Figures).Starts;
        _wanted += starts;
        overload -= (long)starts * _plan.MaxJobs;
        if (overload > 0 && !_shared)
        {
            overload -= TakeBack(_plan.MaxJobs, overload, Worth.Room, need.Most);
        }

        var onTheirWay = Math.Max(0, _wanted - _seats.Staying);
        return overload > 0 && need.Need > _seats.Room + ((long)onTheirWay * _plan.MaxJobs);
    }

    /// <summary>
    /// Takes marked ones back, least loaded first, until the need is covered: by what each adds to the free capacity,
    /// or (over R) by what it may take up to M, or by its number. Answers what they may take up to M, or how many they
    /// are.
    /// </summary>
    private long TakeBack(long below, long need, Worth worth, int? most)
    {
        var room = 0L;
        while (need > 0 && _wanted - _seats.Marked < (most ?? _plan.MaxThreads)
            && _seats.LeastMarked is >= 0 and var number && _seats[number].Jobs < below)
        {
            var jobs = _seats[number].Jobs;
            var (free, taken) = (Figures.Free, worth == Worth.One ? 1 : Math.Max(0, _plan.MaxJobs - jobs));
            _seats.Set(number, _seats[number] with { Marked = false });
            _takenBack.Add(number);
            room += taken;
            need -= worth == Worth.Free ? Figures.Free - free : taken;
        }

        return room;
    }

    /// <summary>Marks the least loaded ones, of equals those with the highest numbers.</summary>
    private void Mark(int count, TimeSpan now)
    {
        for (; count > 0 && _seats.LeastServing is >= 0 and var number; count--)
        {
            var marked = _seats[number] with { Marked = true, Due = now + _plan.InactivityTimeout };
            Rearm(ref marked, now);
            _seats.Set(number, marked);
            _marked.Add(number);
        }
    }

    /// <summary>
    /// In this process a marked one gets no more jobs, so its time begins when it is idle. Of shared sockets it gets
    /// jobs as long as it lives and may never be idle for that long: its time begins with the mark, and it goes at its
    /// first idle moment after it.
    /// </summary>
    private void Rearm(ref Seat seat, TimeSpan now)
    {
        if (!_shared && seat.Jobs > 0)
        {
            seat.Due = TimeSpan.MaxValue;
        }
        else if (seat.Due == TimeSpan.MaxValue)
        {
            seat.Due = now + _plan.InactivityTimeout;
        }

        if (seat.Jobs == 0 && seat.Due < _due)
        {
            _due = seat.Due;
        }
    }

    private void EndIdleOnes(TimeSpan now)
    {
        _due = TimeSpan.MaxValue;
        for (var number = 0; number < _seats.End; number++)
        {
            ref readonly var seat = ref _seats[number];
            if (!seat.Marked || seat.Jobs > 0)
            {
                continue;
            }

            if (seat.Due > now)
            {
                _due = seat.Due < _due ? seat.Due : _due;
                continue;
            }

            End(number);
        }
    }

    /// <summary>A marked one if there is one, the least loaded.</summary>
    private bool EndOne()
    {
        var number = _seats.LeastMarked >= 0 ? _seats.LeastMarked : _seats.LeastServing;
        if (number >= 0)
        {
            End(number);
        }

        return number >= 0;
    }

    private void End(int number)
    {
        _seats.Set(number, _seats[number] with { Marked = false, Ended = true });
        _ended.Add(number);
        _wanted--;
    }

    private static ImmutableArray<int> Taken(List<int> numbers)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        ImmutableArray<int> taken = [.. numbers];
        numbers.Clear();
        return taken;
    }

    /// <summary>What one that is taken back counts for.</summary>
    private enum Worth
    {
        Free,
        Room,
        One,
    }
}
