namespace ControlPlane.Contracts.Admin;

/// <summary>Exit codes of <c>cplane</c> (sysexits.h where it has one).</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Refused or failed; the text on stderr says why.</summary>
    public const int Refused = 1;

    public const int Usage = 2;

    /// <summary>Unknown service or container.</summary>
    public const int Unknown = 4;

    /// <summary><c>plan</c>: there are changes.</summary>
    public const int PlanHasChanges = 10;

    /// <summary>No node answers there (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>Not in time, try again (EX_TEMPFAIL).</summary>
    public const int NotInTime = 75;

    /// <summary>Bad configuration (EX_CONFIG).</summary>
    public const int BadConfiguration = 78;
}
