namespace ControlPlane.Node.Containers;

/// <summary>
/// How long a slot waits before its next start: not at all after the first death, then 100 ms doubling to 30 s, each
/// with jitter of a fifth both ways, so that what died together does not come back together.
/// </summary>
internal static class RestartBackoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    /// <param name="strikes">Deaths in a row without a good run between them, this one included; from 1.</param>
    /// <param name="jitter">From 0 (shortest) up to, not including, 1 (longest).</param>
    public static TimeSpan DelayAfter(int strikes, double jitter)
    {
        if (strikes <= 1)
        {
            return TimeSpan.Zero;
        }

        var doublings = Math.Min(strikes - 2, 20);
        var ticks = Math.Min(Cap.Ticks, First.Ticks << doublings) * (0.8 + (0.4 * jitter));
        return TimeSpan.FromTicks(Math.Min(Cap.Ticks, (long)ticks));
    }
}
