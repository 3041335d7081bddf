using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Cgroups;

/// <summary>
/// Where the cgroup v2 hierarchy is mounted, also beside v1 on hybrid hosts, and where this process is in it.
/// </summary>
/// <param name="OwnPath">Directory of this process's own cgroup.</param>
/// <param name="OwnName">Its name as /proc/PID/cgroup has it, <c>/</c> for the root.</param>
internal sealed record CgroupMount(string OwnPath, string OwnName)
{
    private const int LargestTable = 1024 * 1024;

    /// <summary>Null: there is none, or our cgroup is not visible from here.</summary>
    public static CgroupMount? Find() => Parse(
        SmallFile.ReadText("/proc/self/mountinfo", LargestTable) ?? "",
        SmallFile.ReadText("/proc/self/cgroup", LargestTable) ?? "");

    /// <summary>From the texts of /proc/self/mountinfo and /proc/self/cgroup (proc(5), cgroups(7)).</summary>
    public static CgroupMount? Parse(string mounts, string cgroups)
    {
        var own = cgroups.Split('\n').FirstOrDefault(l => l.StartsWith("0::/", StringComparison.Ordinal))?[3..];
        if (own is null)
        {
            return null;
        }

        foreach (var mount in mounts.Split('\n'))
        {
            var fields = mount.Split(' ');
            var dash = Array.IndexOf(fields, "-");
            if (dash < 5 || dash + 1 >= fields.Length || fields[dash + 1] != "cgroup2")
            {
                continue;
            }

            // Field 4 is the part of the hierarchy that is mounted, field 5 the place.
            var below = Below(fields[3], own);
            if (below is not null)
            {
                return new CgroupMount($"{fields[4]}{below}".TrimEnd('/'), own);
            }
        }

        return null;
    }

    private static string? Below(string root, string own) =>
        root == "/" ? own
        : own == root ? ""
        : own.StartsWith($"{root}/", StringComparison.Ordinal) ? own[root.Length..]
        : null;
}
