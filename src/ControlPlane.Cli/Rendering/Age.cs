namespace ControlPlane.Cli.Rendering;

/// <summary>
/// How long ago something was, in its two largest units: <c>4d03h</c>, <c>2h05m</c>, <c>3m12s</c>, <c>7s</c>.
/// </summary>
internal static class Age
{
    /// <summary>A moment that is still to come (clocks differ) counts as now.</summary>
    public static string Of(DateTimeOffset moment, DateTimeOffset now)
    {
        var age = now > moment ? now - moment : TimeSpan.Zero;
        return age switch
        {
            { Days: > 0 } => $"{age.Days}d{age.Hours:00}h",
            { Hours: > 0 } => $"{age.Hours}h{age.Minutes:00}m",
            { Minutes: > 0 } => $"{age.Minutes}m{age.Seconds:00}s",
            _ => $"{age.Seconds}s",
        };
    }
}
