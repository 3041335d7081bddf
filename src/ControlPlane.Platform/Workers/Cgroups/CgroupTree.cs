using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ControlPlane.Contracts;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers.Exits;
using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.Workers.Cgroups;

/// <summary>
/// The node's own part of the cgroup hierarchy: <c>cplane-HASH</c> below its own cgroup, one child a worker. No
/// controller is turned on, so the node itself may stay where it is.
/// </summary>
internal sealed class CgroupTree : IDisposable
{
    private readonly string _path;
    private readonly string _name;
    private long _last;

    private CgroupTree(string path, string name) => (_path, _name) = (path, name);

    /// <summary>Null where none can be made or used: no cgroup v2, no permission, or a kernel before 5.14.</summary>
    /// <param name="owner">What makes it unique: the socket directory, or the pid.</param>
    public static CgroupTree? TryOpen(string owner)
    {
        if (CgroupMount.Find() is not { } mount)
        {
            return null;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)))[..12];
        var tree = new CgroupTree($"{mount.OwnPath}/cplane-{hash}", $"{mount.OwnName.TrimEnd('/')}/cplane-{hash}");
        var made = Libc.MakeDirectory(tree._path, 0x1ED /* 0755 */) == 0;
        if (!made && Errno.Last != Errno.EEXIST)
        {
            return null;
        }

        tree.EndLeftovers();
        if (tree.CanBeJoined())
        {
            return tree;
        }

        tree.Dispose();
        return null;
    }

    /// <summary>
    /// A cgroup for one start; null if it cannot be made now (the group is then all that confines it).
    /// </summary>
    public WorkerCgroup? Create(ContainerId container)
    {
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{Safe(container.Service)}-{container.Number}-{Interlocked.Increment(ref _last)}");
        return Libc.MakeDirectory($"{_path}/{name}", 0x1ED /* 0755 */) == 0
            ? new WorkerCgroup($"{_path}/{name}", $"{_name}/{name}") : null;
    }

    /// <summary>Removes it if nothing is left in it.</summary>
    public void Dispose() => _ = Libc.RemoveDirectory(_path);

    /// <summary>Of a predecessor that was killed: what of it still lives has had its grace before.</summary>
    private void EndLeftovers()
    {
        foreach (var child in Directory.EnumerateDirectories(_path))
        {
            var cgroup = new WorkerCgroup(child, "");
            cgroup.Kill();
            cgroup.TryRemove();
        }
    }

    /// <summary>Only a try tells: delegation, namespaces and mount options all have a say.</summary>
    private bool CanBeJoined()
    {
        if (!File.Exists($"{_path}/cgroup.kill"))
        {
            return false;
        }

        var probe = new WorkerCgroup($"{_path}/probe", "");
        if (Libc.MakeDirectory(probe.Path, 0x1ED /* 0755 */) < 0)
        {
            return false;
        }

        var joined = ShortProgram.Run(
            Launch.Of(["/bin/true"], new Dictionary<string, string>(), null, false, probe.Procs));
        return probe.TryRemove() && joined == WorkerExit.WithCode(0);
    }

    private static string Safe(string service) =>
        string.Concat(service.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}
