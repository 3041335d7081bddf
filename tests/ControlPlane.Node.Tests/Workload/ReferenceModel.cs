using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

/// <summary>
/// The dynamic manager of the reference, written down straight from its text: a list of containers, counted anew each
/// time. What the text leaves open (which of equals) is as in the design: marked from the highest number, taken back
/// from the lowest.
/// </summary>
internal sealed class ReferenceModel(DynamicPlan plan, bool shared)
{
    private readonly SortedDictionary<int, Container> _all = [];
    private int _ordered;
    private int _queued;

    public int Wanted => _ordered + _all.Values.Count(c => c.Standing != Standing.Leaving);

    private int Active => _ordered + _all.Values.Count(c => !c.Marked && c.Counts);

    private long Used => _queued + (shared
        ? _all.Values.Where(c => c.Counts).Sum(c => (long)c.Jobs)
        : _all.Values.Where(c => c.Counts && !c.Marked).Sum(c => (long)Math.Min(c.Jobs, plan.Recommended)));

    public long Free => ((long)plan.Recommended * Active) - Used;

    public void Queued(int connections) => _queued = connections;

    public void See(int number, Standing standing, int jobs)
    {
        var known = _all.TryGetValue(number, out var c);
        if (!known)
        {
            c = new Container();
            _all.Add(number, c);
            _ordered--;
        }

        if (!shared && c!.Standing != Standing.Leaving)
        {
            _queued = Math.Max(0, _queued - Math.Max(0, jobs - c.Jobs));
        }

        if (standing == Standing.None)
        {
            _all.Remove(number);
            _ordered += c!.Standing == Standing.Leaving ? 0 : 1;
            return;
        }

        if (c!.Standing != Standing.Leaving)
        {
            (c.Standing, c.Jobs) = (standing, jobs);
        }
    }

    /// <summary>Adjusts; answers the numbers that are told to go.</summary>
    public List<int> Adjust(TimeSpan now)
    {
        var need = plan.MinFree - Free;
        if (need > 0)
        {
            var overload = need;
            foreach (var c in Marked().Where(
                c => shared || c.Jobs < plan.Recommended).TakeWhile(_ => Free < plan.MinFree).ToList())
            {
                if (Free < plan.MinFree && c.TakeBack())
                {
                    overload -= Math.Max(0, plan.MaxJobs - c.Jobs);
                }
            }

            var missing = plan.MinFree - Free;
            var starts = (int)Math.Min(
                (long)Math.Ceiling(missing / (double)plan.Recommended),
                plan.MaxThreads - _ordered - _all.Count);
            starts = Math.Max(0, starts);
            _ordered += starts;
            overload -= (long)starts * plan.MaxJobs;
            foreach (var c in Marked().Where(
                c => !shared && c.Jobs >= plan.Recommended && c.Jobs < plan.MaxJobs).ToList())
            {
                if (overload > 0 && c.TakeBack())
                {
                    overload -= plan.MaxJobs - c.Jobs;
                }
            }
        }

        Inactivate(now);
        return Expire(now);
    }

    public IEnumerable<int> MarkedNumbers => _all.Where(c => c.Value.Marked).Select(c => c.Key);

    private IEnumerable<Container> Marked() => _all.Values.Where(c => c.Marked && c.Counts).OrderBy(c => c.Jobs);

    private void Inactivate(TimeSpan now)
    {
        var surplus = (Free - plan.MaxFree) / plan.Recommended;
        var candidates = _all.Reverse().Select(c => c.Value).Where(c => !c.Marked && c.Counts).OrderBy(c => c.Jobs);
        foreach (var c in candidates.Take((int)Math.Max(0, surplus)).ToList())
        {
            c.Marked = true;
            c.Since = now;
        }
    }

    private List<int> Expire(TimeSpan now)
    {
        var gone = new List<int>();
        foreach (var (number, c) in _all.Where(c => c.Value.Marked))
        {
            c.Since = !shared && c.Jobs > 0 ? null : c.Since ?? now;
            if (c.Jobs == 0 && now - c.Since >= plan.InactivityTimeout)
            {
                c.Standing = Standing.Leaving;
                gone.Add(number);
            }
        }

        gone.ForEach(number => _all[number].Marked = false);
        return gone;
    }

    private sealed class Container
    {
        public Standing Standing { get; set; }

        public int Jobs { get; set; }

        public bool Marked { get; set; }

        public TimeSpan? Since { get; set; }

        public bool Counts => Standing is Standing.Coming or Standing.Ready;

        public bool TakeBack()
        {
            Marked = false;
            return true;
        }
    }
}
