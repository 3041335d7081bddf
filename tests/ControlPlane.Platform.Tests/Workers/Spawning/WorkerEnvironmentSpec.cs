using System.Collections.Immutable;
using System.Net;
using ControlPlane.Contracts;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.Tests.Workers.Spawning;

public sealed class WorkerEnvironmentSpec
{
    private static readonly WorkerPlan Plan = new(
        new ContainerId("web", 2), ["x"], null, ImmutableDictionary<string, string>.Empty, null, []);

    [Fact]
    public void The_plan_goes_over_the_node_and_the_machine_over_both()
    {
        var result = Of(
            Plan with
            {
                Environment = new Dictionary<string, string>
                {
                    ["STAGE"] = "production", ["CPLANE_CONTAINER"] = "forged-1", ["NOTIFY_SOCKET"] = "forged",
                },
            },
            new() { ["STAGE"] = "test", ["LANG"] = "C" });

        Assert.Equal(("production", "C"), (result["STAGE"], result["LANG"]));
        Assert.Equal(("web-2", "/run/node", "@name"),
            (result["CPLANE_CONTAINER"], result["CPLANE_SOCKDIR"], result["NOTIFY_SOCKET"]));
    }

    [Theory]
    [InlineData("LISTEN_FDS")]
    [InlineData("LISTEN_PID")]
    [InlineData("LISTEN_FDNAMES")]
    [InlineData("WATCHDOG_USEC")]
    [InlineData("WATCHDOG_PID")]
    [InlineData("PWD")]
    public void What_was_meant_for_the_node_itself_is_not_handed_on(string name) =>
        Assert.DoesNotContain(name, Of(Plan, new() { [name] = "1" }).Keys);

    [Fact]
    public void A_worker_without_notices_gets_no_notify_socket_not_even_the_node_s() =>
        Assert.DoesNotContain(
            "NOTIFY_SOCKET", Of(Plan with { Notify = false }, new() { ["NOTIFY_SOCKET"] = "/x" }).Keys);

    [Fact]
    public void Sockets_are_counted_and_named_in_file_order()
    {
        using var listener = LinuxListener.Open(
            new ListenPlan(new InternetListenAddress(IPEndPoint.Parse("127.0.0.1:0"))));
        var result = Of(Plan with
        {
            Sockets = [new("http", listener), new("http", listener), new("admin", listener)],
        });

        Assert.Equal(("3", "http:http:admin"), (result["LISTEN_FDS"], result["LISTEN_FDNAMES"]));
        Assert.DoesNotContain("LISTEN_PID", result.Keys);
    }

    [Fact]
    public void Another_user_has_a_home_and_a_name_unless_the_plan_says_otherwise()
    {
        var user = new UserEntry("www", 33, 33, "/var/www");
        var node = new Dictionary<string, string> { ["HOME"] = "/root", ["USER"] = "root", ["LOGNAME"] = "root" };

        var result = WorkerEnvironment.Of(
            Plan with { Environment = new Dictionary<string, string> { ["HOME"] = "/srv" } }, node, null, null, user);

        Assert.Equal(("/srv", "www", "www"), (result["HOME"], result["USER"], result["LOGNAME"]));
    }

    private static SortedDictionary<string, string> Of(WorkerPlan plan, Dictionary<string, string>? node = null) =>
        WorkerEnvironment.Of(plan, node ?? [], "/run/node", "@name", null);
}
