namespace ControlPlane.Node.Containers.Draining;

/// <summary>The values of <c>drain</c>: how a container leaves.</summary>
internal enum DrainMethod
{
    /// <summary>TERM, and wait.</summary>
    Signal,

    /// <summary>Ended in a moment in which it stands still and holds no connection.</summary>
    Freeze,

    /// <summary>TERM tells it to accept no more; ended when it reports no job.</summary>
    Report,
}

/// <summary>Which method is right.</summary>
internal static class DrainRule
{
    /// <param name="wanted">The configured one, or null.</param>
    /// <param name="hasSockets">It is a process that holds listening sockets.</param>
    /// <param name="reports">It has said how many jobs it has.</param>
    /// <param name="reason">Why it leaves.</param>
    public static DrainMethod Of(DrainMethod? wanted, bool hasSockets, bool reports, LeaveReason reason) =>
        (wanted ?? ByItself(reports, reason)) switch
        {
            // Without sockets there is nothing to wait for, and without reports nobody says when.
            DrainMethod.Freeze when hasSockets => DrainMethod.Freeze,
            DrainMethod.Report when reports => DrainMethod.Report,
            _ => DrainMethod.Signal,
        };

    private static DrainMethod ByItself(bool reports, LeaveReason reason) => (reports, reason) switch
    {
        (true, _) => DrainMethod.Report,
        (false, LeaveReason.ScaleIn or LeaveReason.Rolling) => DrainMethod.Freeze,
        _ => DrainMethod.Signal,
    };
}
