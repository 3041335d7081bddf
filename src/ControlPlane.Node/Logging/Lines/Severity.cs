namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// How grave a line is: the eight levels of Netplex and syslog (RFC 3164, section 4.1.1), 0 being the gravest.
/// A <c>max_level</c> lets its own level and all graver ones pass.
/// </summary>
public enum Severity
{
    /// <summary>Nothing works any more.</summary>
    Emerg = 0,

    /// <summary>Somebody has to act at once.</summary>
    Alert = 1,

    /// <summary>A part of the node is lost.</summary>
    Crit = 2,

    /// <summary>Something failed.</summary>
    Err = 3,

    /// <summary>Something may fail.</summary>
    Warning = 4,

    /// <summary>In order, and worth attention.</summary>
    Notice = 5,

    /// <summary>The course of things.</summary>
    Info = 6,

    /// <summary>For those who search a fault.</summary>
    Debug = 7,
}
