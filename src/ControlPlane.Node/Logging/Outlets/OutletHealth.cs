namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// When a failed output is tried again, what was lost meanwhile, and when that is reported. Pure: times come in.
/// Tried again after 1 s, doubling to 60 s; reported at once, and then at most once a minute.
/// </summary>
internal sealed class OutletHealth
{
    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan ReportEvery = TimeSpan.FromMinutes(1);

    private TimeSpan _delay;
    private DateTimeOffset? _reportedAt;
    private bool _reported;

    /// <summary>Since when it fails; null while it works.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When it is tried again, while it fails.</summary>
    public DateTimeOffset RetryAt { get; private set; }

    /// <summary>Lines not written since <see cref="FailingSince"/>.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether a line may be written now, or the output be tried again.</summary>
    public bool MayTry(DateTimeOffset now) => FailingSince is null || now >= RetryAt;

    /// <summary>A line was not written.</summary>
    public void Lose() => Lost++;

    /// <summary>A try failed. True: tell people now.</summary>
    public bool Failed(DateTimeOffset now)
    {
        _delay = FailingSince is null ? FirstRetry : TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, LastRetry.Ticks));
        FailingSince ??= now;
        RetryAt = now + _delay;
        if (_reportedAt is { } reported && now - reported < ReportEvery)
        {
            return false;
        }

        _reportedAt = now;
        return _reported = true;
    }

    /// <summary>A try succeeded. True: tell people, who heard of the failure.</summary>
    public bool Recovered()
    {
        var tell = _reported;
        FailingSince = null;
        Lost = 0;
        _reported = false;
        return tell;
    }
}
