using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Programs;

/// <summary>
/// The live children of a process that run a given program, from /proc. A look lists the process ids and reads only
/// those that it has not seen before, so it stays cheap beside a thousand processes.
/// </summary>
/// <param name="parent">Whose children.</param>
/// <param name="program">Its name as the kernel has it, so a child counts from its exec on.</param>
internal sealed class ChildWatch(int parent, string program)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<int> _children = [];
    private readonly HashSet<int> _killed = [];
    private readonly HashSet<int> _strangers = [];

    /// <summary>How many there are now; those that were killed through here do not count.</summary>
    public int Look()
    {
        var present = ProcessFacts.AllPids().ToHashSet();
        _children.IntersectWith(present);
        _killed.IntersectWith(present);
        _strangers.IntersectWith(present);
        foreach (var pid in present.Except(_children).Except(_killed).Except(_strangers).ToList())
        {
            if (ProcessFacts.Of(pid) is not { } facts)
            {
                continue;
            }

            if (facts.Parent != parent)
            {
                _strangers.Add(pid);
            }
            else if (facts.Name == program && facts.State != 'Z')
            {
                _children.Add(pid);
            }
        }

        return _children.Count;
    }

    /// <summary>Kills some with signal 9, one right after the other.</summary>
    public void Kill(int count)
    {
        foreach (var pid in _children.Order().Take(count).ToList())
        {
            _children.Remove(pid);
            _killed.Add(pid);
            Libc.Signal(pid, Libc.SigKill);
        }
    }

    /// <summary>Looks again and again until there are so many.</summary>
    /// <param name="mustRun">Throws if it makes no sense to go on.</param>
    public async Task UntilAsync(int count, TimeSpan limit, Action mustRun, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var found = Look(); found != count; found = Look())
        {
            mustRun();
            if (found > count || TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new BenchFailedException(
                    $"{found} of {count} workers of process {parent} "
                    + $"after {TimeProvider.System.GetElapsedTime(began)}");
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
        }
    }
}
