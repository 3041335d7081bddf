using System.Globalization;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// The environment of a worker: the node's, without what was meant for the node itself; the plan's over it; then what
/// the machine sets, which nobody overrides. Sorted, so that the same plan gives the same block.
/// </summary>
internal static class WorkerEnvironment
{
    public const string Container = "CPLANE_CONTAINER";
    public const string SocketDirectory = "CPLANE_SOCKDIR";

    /// <summary>Set by the trampoline, which alone knows the pid (sd_listen_fds(3)).</summary>
    public const string ListenPid = "LISTEN_PID";

    private static readonly string[] MeantForTheNode =
    [
        ListenPid, "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC",
        "MAINPID", Container, "PWD", "OLDPWD",
    ];

    public static SortedDictionary<string, string> Of(
        WorkerPlan plan,
        IEnumerable<KeyValuePair<string, string>> ofTheNode,
        string? socketDirectory,
        string? notifySocket,
        Accounts.UserEntry? user)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(result, ofTheNode.Where(s => !MeantForTheNode.Contains(s.Key)));
        if (user is not null)
        {
            result["HOME"] = user.Home;
            result["USER"] = result["LOGNAME"] = user.Name;
        }

        if (plan.Directory is { } directory)
        {
            result["PWD"] = directory;
        }

        Add(result, plan.Environment.Where(s => !MeantForTheNode.Contains(s.Key) || s.Key is "PWD" or "OLDPWD"));
        result[Container] = plan.Container.ToString();
        if (socketDirectory is not null)
        {
            result[SocketDirectory] = socketDirectory;
        }

        if (plan.Notify && notifySocket is not null)
        {
            result["NOTIFY_SOCKET"] = notifySocket;
        }

        if (plan.Sockets.Count > 0)
        {
            result["LISTEN_FDS"] = plan.Sockets.Count.ToString(CultureInfo.InvariantCulture);
            result["LISTEN_FDNAMES"] = string.Join(':', plan.Sockets.Select(s => s.Protocol));
        }

        return result;
    }

    private static void Add(SortedDictionary<string, string> to, IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings)
        {
            to[name] = value;
        }
    }
}
