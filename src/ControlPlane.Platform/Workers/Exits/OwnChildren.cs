namespace ControlPlane.Platform.Workers.Exits;

/// <summary>
/// The children of this process that somebody here waits for, so that collecting unknown ones never takes an exit code
/// away. Children belong to the process, so there is one set, whatever the number of machines in it.
/// </summary>
internal static class OwnChildren
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Known = [];

    /// <summary>
    /// Starts a child and notes it before anybody can collect it. The function returns its pid, 0: none.
    /// </summary>
    public static void Start(Func<int> start)
    {
        lock (Gate)
        {
            if (start() is var pid and > 0)
            {
                Known.Add(pid);
            }
        }
    }

    /// <summary>After it was reaped.</summary>
    public static void Forget(int pid)
    {
        lock (Gate)
        {
            Known.Remove(pid);
        }
    }

    /// <summary>Runs the action unless somebody waits for this child, or is just starting it.</summary>
    public static void IfUnknown(int pid, Action<int> action)
    {
        lock (Gate)
        {
            if (!Known.Contains(pid))
            {
                action(pid);
            }
        }
    }

    public static bool IsKnown(int pid)
    {
        lock (Gate)
        {
            return Known.Contains(pid);
        }
    }
}
