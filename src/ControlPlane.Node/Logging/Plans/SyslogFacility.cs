using System.Collections.Frozen;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>The syslog facilities by the names that Netplex knows; numbers of RFC 3164, section 4.1.1.</summary>
internal static class SyslogFacility
{
    /// <summary>Names, in any case. <c>default</c> is <c>user</c>, as in syslog(3).</summary>
    public static readonly FrozenDictionary<string, int> Allowed = new Dictionary<string, int>
    {
        ["default"] = 1,
        ["kern"] = 0,
        ["user"] = 1,
        ["mail"] = 2,
        ["daemon"] = 3,
        ["syslog"] = 5,
        ["lpr"] = 6,
        ["news"] = 7,
        ["uucp"] = 8,
        ["cron"] = 9,
        ["authpriv"] = 10,
        ["ftp"] = 11,
        ["local0"] = 16,
        ["local1"] = 17,
        ["local2"] = 18,
        ["local3"] = 19,
        ["local4"] = 20,
        ["local5"] = 21,
        ["local6"] = 22,
        ["local7"] = 23,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
