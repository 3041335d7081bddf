using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.Tests.Workers.Spawning;

public sealed class LaunchSpec
{
    private static readonly string[] Program = ["/bin/prog", "a b"];

    [Fact]
    public void Without_sockets_cgroup_and_user_the_program_is_executed_itself() =>
        Assert.Equal(Program, Of(new() { ["odd.name"] = "1" }).Arguments);

    [Fact]
    public void For_LISTEN_PID_a_shell_goes_first() => Assert.Equal(
        ["/bin/sh", "-c", "export LISTEN_PID=$$; exec \"$@\"", "cplane", "/bin/prog", "a b"],
        Of(listenPid: true).Arguments);

    [Fact]
    public void The_cgroup_is_joined_before_anything_else() => Assert.Equal(
        [
            "/bin/sh", "-c", "echo $$ >\"$1\" || exit 125; shift; export LISTEN_PID=$$; exec \"$@\"", "cplane",
            "/cg/cgroup.procs", "/bin/prog", "a b",
        ],
        Of(listenPid: true, cgroup: "/cg/cgroup.procs").Arguments);

    [Fact]
    public void The_user_is_changed_behind_the_shell_with_all_its_groups() => Assert.Equal(
        [
            "cplane", "/cg", "/usr/bin/setpriv", "--reuid=33", "--regid=34", "--groups=34,100", "/bin/prog", "a b",
        ],
        Of(become: new("/usr/bin/setpriv", new Account("www", 33, 34), [34, 100]), cgroup: "/cg").Arguments.Skip(3));

    [Fact]
    public void Names_that_a_shell_would_drop_go_round_it() => Assert.Equal(
        ["cplane", "/usr/bin/env", "--", "9=z", "a.b=c d", "x-y=", "/bin/prog", "a b"],
        Of(new() { ["9"] = "z", ["GOOD_1"] = "1", ["a.b"] = "c d", ["x-y"] = "" }, listenPid: true).Arguments.Skip(3));

    private static Launch Of(
        SortedDictionary<string, string>? environment = null, bool listenPid = false, string? cgroup = null,
        Launch.Identity? become = null) => Launch.Of(Program, environment ?? [], become, listenPid, cgroup);
}
