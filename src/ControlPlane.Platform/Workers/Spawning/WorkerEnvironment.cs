using System.Globalization;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// The environment of a worker: the node's, without what was meant for the node itself; the plan's over it; then what
/// the machine sets, which nobody overrides. Sorted, so that the same plan gives the same block.
/// </summary>
internal static class WorkerEnvironment
{
    public const string Container = "CPLANE_CONTAINER";
    public const string SocketDirectory = "CPLANE_SOCKDIR";

    /// <summary>
    /// Pid and start time of the node, as <c>812-5544</c>: tells a worker of a dead node from one of a live node.
    /// </summary>
    public const string Node = "CPLANE_NODE";

    /// <summary>Set by the trampoline, which alone knows the pid (sd_listen_fds(3)).</summary>
    public const string ListenPid = "LISTEN_PID";

    private static readonly string[] MeantForTheNode =
    [
        ListenPid, "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC",
        "MAINPID", Container, Node, "PWD", "OLDPWD",
    ];

    private static readonly Lazy<string> OwnNode =
        new(() => NodeText(ProcessFacts.Of(Environment.ProcessId)?.Identity ?? default));

    public static string NodeText(ProcessIdentity node) =>
        string.Create(CultureInfo.InvariantCulture, $"{node.Pid}-{node.StartTime}");

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
        result[Node] = OwnNode.Value;
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
