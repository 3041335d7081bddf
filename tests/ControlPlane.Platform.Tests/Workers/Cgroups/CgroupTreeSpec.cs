using System.Diagnostics;
using System.Globalization;
using ControlPlane.Contracts;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers.Cgroups;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Cgroups;

public sealed class CgroupTreeSpec
{
    private readonly string _owner = $"spec {Environment.ProcessId} {Guid.NewGuid()}";

    [CgroupFact]
    public async Task A_cgroup_knows_whether_anything_lives_in_it_and_can_end_all_of_it()
    {
        using var tree = CgroupTree.TryOpen(_owner)!;
        var cgroup = tree.Create(new ContainerId("we/ird", 1))!;
        Assert.False(cgroup.IsPopulated);

        using var process = Process.Start("sleep", "1000");
        Assert.Equal(0, Join(cgroup, process.Id));
        Assert.True(cgroup.IsPopulated);
        Assert.False(cgroup.TryRemove());

        cgroup.Kill();
        await process.WaitForExitAsync();
        await Eventually.True(cgroup.TryRemove);
        Assert.False(Directory.Exists(cgroup.Path));
    }

    [CgroupFact]
    public async Task What_a_killed_node_left_in_it_is_ended_when_it_is_opened_again()
    {
        using var former = CgroupTree.TryOpen(_owner)!;
        var cgroup = former.Create(new ContainerId("web", 1))!;
        using var process = Process.Start("sleep", "1000");
        Assert.Equal(0, Join(cgroup, process.Id));

        using var successor = CgroupTree.TryOpen(_owner)!;

        await process.WaitForExitAsync();
        Assert.Equal(128 + Libc.SIGKILL, process.ExitCode);
        await Eventually.True(cgroup.TryRemove);
    }

    [CgroupFact]
    public void Two_starts_of_one_slot_have_different_cgroups()
    {
        using var tree = CgroupTree.TryOpen(_owner)!;
        var first = tree.Create(new ContainerId("web", 1))!;
        var second = tree.Create(new ContainerId("web", 1))!;

        Assert.NotEqual(first.Path, second.Path);
        Assert.True(first.TryRemove() && second.TryRemove());
    }

    private static int Join(WorkerCgroup cgroup, int pid) => SmallFile.Write(
        cgroup.Procs, System.Text.Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture)));
}
