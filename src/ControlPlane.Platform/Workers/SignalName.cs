using System.Globalization;

namespace ControlPlane.Platform.Workers;

/// <summary>Names of signals as signal(7) has them, for people.</summary>
public static class SignalName
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "HUP", [2] = "INT", [3] = "QUIT", [4] = "ILL", [5] = "TRAP", [6] = "ABRT", [7] = "BUS", [8] = "FPE",
        [9] = "KILL", [10] = "USR1", [11] = "SEGV", [12] = "USR2", [13] = "PIPE", [14] = "ALRM", [15] = "TERM",
        [24] = "XCPU", [25] = "XFSZ", [31] = "SYS",
    };

    public static string Of(int signal) =>
        Names.TryGetValue(signal, out var name) ? name : signal.ToString(CultureInfo.InvariantCulture);
}
