using System.Globalization;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// Finds what a killed node left running: the workers in its journal with all of their sessions and cgroups, and
/// whatever carries the directory's name in its environment, so that neither a start that was not journalled yet nor a
/// grandchild in a session of its own is missed.
/// </summary>
internal sealed class LeftBehind(string directory, IReadOnlyList<JournalEntry> journal)
{
    private readonly string? _mounts = MountNamespace("self");

    /// <summary>What lives of it now: process, command and container. Zombies do not count.</summary>
    public IReadOnlyList<(ProcessIdentity Process, string Command, string Container)> Find()
    {
        var all = ProcessTable.All().Where(p => !p.IsZombie).ToDictionary(p => p.Identity.Pid);
        var spared = Ancestors(all);
        var sessions = journal.Where(e => all.TryGetValue(e.Worker.Pid, out var p) && p.Identity == e.Worker)
            .ToDictionary(e => e.Worker.Pid, e => e.Container.ToString());
        var confined = journal.SelectMany(e => CgroupMembers(e.Cgroup).Select(pid => (pid, e.Container)))
            .GroupBy(m => m.pid).ToDictionary(g => g.Key, g => g.First().Container.ToString());
        return (from process in all.Values
                where !spared.Contains(process.Identity.Pid)
                let container = sessions.GetValueOrDefault(process.Session)
                    ?? confined.GetValueOrDefault(process.Identity.Pid)
                    ?? Orphaned(process.Identity.Pid)
                where container is not null
                orderby process.Identity.Pid
                select (process.Identity, process.Command, container!)).ToList();
    }

    /// <summary>
    /// This process, and those that started it: a node may be started from a shell with the same environment.
    /// </summary>
    private static HashSet<int> Ancestors(Dictionary<int, ProcessFacts> all)
    {
        var spared = new HashSet<int> { 1 };
        for (var pid = Environment.ProcessId; spared.Add(pid) && all.TryGetValue(pid, out var facts);)
        {
            pid = facts.Parent;
        }

        return spared;
    }

    /// <summary>
    /// The slot, if it is a worker of this directory, or its descendant, and its node is dead. An operator's shell may
    /// have the directory's variable, but not the slot's; the workers of a live node, whose directory was deleted under
    /// it, are not ours; and another mount namespace has another directory of the same name.
    /// </summary>
    private string? Orphaned(int pid)
    {
        var values = ProcessTable.Environment(
            pid, WorkerEnvironment.SocketDirectory, WorkerEnvironment.Container, WorkerEnvironment.Node);
        return values[0] == directory && values[1] is { } container && !IsOfLiveNode(values[2])
            && MountNamespace(pid.ToString(CultureInfo.InvariantCulture)) == _mounts ? container : null;
    }

    private static bool IsOfLiveNode(string? node) =>
        int.TryParse(node?.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && pid != Environment.ProcessId && ProcessFacts.Of(pid) is { IsZombie: false } facts
        && WorkerEnvironment.NodeText(facts.Identity) == node;

    private static string? MountNamespace(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes the cgroups, which are empty by now, where they are not below the successor's own.</summary>
    public void RemoveCgroups()
    {
        foreach (var cgroup in journal.Select(e => e.Cgroup).OfType<string>())
        {
            // Either may be gone, or (the parent) still in use: both are good.
            _ = Libc.RemoveDirectory(cgroup);
            _ = Libc.RemoveDirectory(Path.GetDirectoryName(cgroup) ?? cgroup);
        }
    }

    private static IEnumerable<int> CgroupMembers(string? cgroup)
    {
        var text = cgroup is null ? null : SmallFile.ReadText(Path.Combine(cgroup, "cgroup.procs"), 1024 * 1024);
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 1)
            {
                yield return pid;
            }
        }
    }
}
