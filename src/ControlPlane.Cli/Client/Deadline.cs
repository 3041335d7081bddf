namespace ControlPlane.Cli.Client;

/// <summary>A point in time by which something has to be done.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan span)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Span { get; } = span;

    /// <summary>Zero when it has passed.</summary>
    public TimeSpan Remaining => Span - time.GetElapsedTime(_start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public bool HasPassed => Remaining == TimeSpan.Zero;

    /// <summary>What remains in milliseconds for a socket option, at least 1, since 0 would mean for ever.</summary>
    public int Milliseconds(TimeSpan atMost) =>
        (int)Math.Clamp(Math.Min(Remaining.TotalMilliseconds, atMost.TotalMilliseconds), 1, int.MaxValue);
}
