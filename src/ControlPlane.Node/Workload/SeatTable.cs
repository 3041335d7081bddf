namespace ControlPlane.Node.Workload;

/// <summary>
/// The slots of a service in one array by number, their sums, and who is the least loaded, all kept up to date with
/// each change: a decision costs about the same for one slot as for ten thousand.
/// </summary>
/// <param name="plan">R, M and the most containers.</param>
/// <param name="shared">
/// The workers share their listening sockets, so the kernel chooses: marked ones get jobs too, and jobs above R are
/// jobs that others have to take. What is known of jobs may come from the worker itself, and a worker can lie: one may
/// claim as many jobs as the whole service can have at <c>max_threads</c>, and never less than none. So a liar brings
/// its own service to its <c>max_threads</c> at most, which its operator has allowed, and nothing else anywhere.
/// </param>
internal sealed class SeatTable(DynamicPlan plan, bool shared)
{
    private readonly long _mostClaim = (long)plan.Recommended * plan.MaxThreads;
    private readonly LeastLoaded _serving = new(highestFirst: true);
    private readonly LeastLoaded _goers = new(highestFirst: false);
    private Seat[] _seats = new Seat[16];

    /// <summary>One more than the highest number that was ever there.</summary>
    public int End { get; private set; }

    /// <summary>Slots that stay.</summary>
    public int Staying { get; private set; }

    public int Marked { get; private set; }

    /// <summary>Not marked, and give nothing.</summary>
    public int Out { get; private set; }

    public int Leaving { get; private set; }

    public long Shortfall { get; private set; }

    /// <summary>Jobs that use capacity.</summary>
    public long Used { get; private set; }

    /// <summary>Jobs that the containers which are not marked could take up to M.</summary>
    public long Room { get; private set; }

    /// <summary>The least loaded one that serves and is not marked, of equals the highest number; -1: there is
    /// none.</summary>
    public int LeastServing => _serving.First;

    /// <summary>The least loaded one that serves and is marked, of equals the lowest number; -1: there is
    /// none.</summary>
    public int LeastMarked => _goers.First;

    public ref readonly Seat this[int number] => ref _seats[number];

    public void Set(int number, in Seat seat)
    {
        if (number >= _seats.Length)
        {
            Array.Resize(ref _seats, Math.Max(number + 1, _seats.Length * 2));
        }

        End = Math.Max(End, number + 1);
        Count(_seats[number], -1);
        _seats[number] = seat;
        Count(seat, +1);
        _serving.Set(number, seat is { Serves: true, Marked: false } ? seat.Jobs : null);
        _goers.Set(number, seat is { Serves: true, Marked: true } ? seat.Jobs : null);
    }

    /// <summary>The slot as known, or an empty one.</summary>
    public Seat Get(int number) => number < _seats.Length ? _seats[number] : default;

    private void Count(in Seat seat, int sign)
    {
        if (seat.Standing == Standing.None)
        {
            return;
        }

        if (seat.Ended || seat.Standing == Standing.Leaving)
        {
            Leaving += sign;
            return;
        }

        Staying += sign;
        if (shared && seat.Standing != Standing.Out)
        {
            Used += sign * Math.Min(seat.Jobs, _mostClaim);
        }

        if (seat.Marked)
        {
            Marked += sign;
        }
        else if (seat.Standing == Standing.Out)
        {
            Out += sign;
        }
        else
        {
            CountCapacity(seat, sign);
        }
    }

    private void CountCapacity(in Seat seat, int sign)
    {
        var worth = Math.Min(plan.Recommended, seat.Limit);
        Shortfall += sign * (plan.Recommended - worth);
        Room += sign * Math.Max(0, Math.Min(plan.MaxJobs, seat.Limit) - seat.Jobs);
        if (!shared)
        {
            Used += sign * Math.Min(seat.Jobs, worth);
        }
    }
}
