using ControlPlane.Platform.Workers.Cgroups;

namespace ControlPlane.Platform.Tests.Workers.Cgroups;

public sealed class CgroupMountSpec
{
    private const string Unified = "30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
    private const string Hybrid = "30 24 0:26 / /sys/fs/cgroup ro - tmpfs tmpfs ro\n"
        + "31 30 0:27 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd\n"
        + "32 30 0:28 / /sys/fs/cgroup/unified rw shared:5 master:2 - cgroup2 cgroup2 rw\n";

    private const string Bound = "30 24 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";

    [Theory]
    [InlineData(Unified, "0::/system.slice/cplane.service\n", "/sys/fs/cgroup/system.slice/cplane.service")]
    [InlineData(Hybrid, "9:name=systemd:/\n0::/\n", "/sys/fs/cgroup/unified")]
    [InlineData(Bound, "0::/docker/abc/x\n", "/sys/fs/cgroup/x")]
    [InlineData(Bound, "0::/docker/abc\n", "/sys/fs/cgroup")]
    public void Our_cgroup_is_found_below_the_place_where_its_part_is_mounted(string mounts, string own, string path) =>
        Assert.Equal(path, CgroupMount.Parse(mounts, own)?.OwnPath);

    [Theory]
    [InlineData("", "0::/\n")]
    [InlineData(Unified, "9:name=systemd:/\n")]
    [InlineData(Bound, "0::/docker/abcd\n")]
    [InlineData("30 24 0:26 / /sys/fs/cgroup rw - cgroup", "0::/\n")]
    public void Where_there_is_none_or_ours_is_not_visible_there_is_nothing(string mounts, string own) =>
        Assert.Null(CgroupMount.Parse(mounts, own));
}
