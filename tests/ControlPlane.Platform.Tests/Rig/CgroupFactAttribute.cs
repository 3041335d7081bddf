using ControlPlane.Platform.Workers.Cgroups;

namespace ControlPlane.Platform.Tests.Rig;

/// <summary>A fact about cgroups, for machines where they can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CgroupFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Possible = new(() =>
    {
        using var tree = CgroupTree.TryOpen($"tests {Environment.ProcessId}");
        return tree is not null;
    });

    public CgroupFactAttribute() =>
        Skip = Possible.Value ? null : "no cgroup (v2, with cgroup.kill) can be made here";
}
