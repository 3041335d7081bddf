namespace ControlPlane.Etcd.Watching;

/// <summary>
/// How long a watch waits before it connects again: longer each time, and never as long as its neighbours.
/// </summary>
internal sealed class WatchBackoff(int seed)
{
    private const int Doublings = 6;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private readonly Random _random = new(seed);
    private int _failures;

    public void Reset() => _failures = 0;

    /// <summary>Between half and all of 50 ms, 100 ms, … 3.2 s.</summary>
    public TimeSpan Next()
    {
        var longest = First * (1 << Math.Min(_failures++, Doublings));
        return longest * (0.5 + (_random.NextDouble() / 2));
    }
}
