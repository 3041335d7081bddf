using System.Text;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>environment</c> of a process: names chosen by the user, except those that the node sets.</summary>
internal static class EnvironmentReader
{
    private const int MaxBytes = 131_071;
    private const string OwnPrefix = "CPLANE_";

    // What sd_listen_fds(3), sd_notify(3) and sd_watchdog_enabled(3) read.
    private static readonly string[] Own =
    [
        "LISTEN_FDS", "LISTEN_PID", "LISTEN_PIDFDID", "LISTEN_FDNAMES",
        "NOTIFY_SOCKET", "MAINPID", "WATCHDOG_PID", "WATCHDOG_USEC",
    ];


    /// <summary>Sorted by name, so that the order in the file means nothing.</summary>
    public static ValueList<EnvironmentVariable> Read(Config processor)
    {
        var section = processor.Section("environment");
        var variables = new List<EnvironmentVariable>();
        foreach (var (name, value, at) in section.Strings())
        {
            if (Problem(name, value) is { } problem)
            {
                section.Errors.Add(at, section.Path, problem);
            }

            variables.Add(new EnvironmentVariable(name, value));
        }

        return ValueList.From(variables.OrderBy(variable => variable.Name, StringComparer.Ordinal));
    }

    private static string? Problem(string name, string value)
    {
        if (name.Length == 0 || name.Contains('=') || name.Contains('\0'))
        {
            return $"has the name [{name.Replace("\0", "\\0", StringComparison.Ordinal)}]; a name is not empty and "
                + "has no = and no zero byte";
        }

        if (Own.Contains(name) || name.StartsWith(OwnPrefix, StringComparison.Ordinal))
        {
            return $"has the name [{name}], which the node sets itself "
                + $"({string.Join(", ", Own)}, {OwnPrefix}*); choose another one";
        }

        return value.Contains('\0') || Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value) >= MaxBytes
            ? $"has a value for [{name}] with a zero byte or of more than 128 KiB, which Linux refuses; "
                + "put it into a file"
            : null;
    }
}
