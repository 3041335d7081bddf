using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Tests.Netplex;

/// <summary>
/// What each procedure becomes, and what its reply says; bytes as the real client sends and takes them.
/// </summary>
public sealed class AdminProgramSpec
{
    private const string Ok = "00000000";

    [Fact]
    public async Task Ping_answers_nothing_and_asks_nobody()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        Assert.Equal((0u, ""), client.Call(0));
        Assert.Empty(face.Plane.Asked);
    }

    [Fact]
    public async Task Commands_are_those_of_the_node_without_waiting_and_carry_who_calls()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();
        var web = RpcClient.Text("web");

        Assert.Equal((0u, Ok), client.Call(2, web));
        Assert.Equal((0u, Ok), client.Call(3, web));
        Assert.Equal((0u, Ok), client.Call(4, web));
        Assert.Equal((0u, Ok), client.Call(5));
        Assert.Equal((0u, Ok), client.Call(6));
        Assert.Equal((0u, Ok), client.Call(7));

        var atOnce = new AdminProtocol.Patience(Wait: false);
        Assert.Equal(
            [
                new AdminProtocol.Enable("web", atOnce),
                new AdminProtocol.Disable("web", atOnce),
                new AdminProtocol.Restart("web", false, atOnce),
                new AdminProtocol.RestartAll(false, atOnce),
                new AdminProtocol.Shutdown(),
                new AdminProtocol.ReopenLogfiles(),
            ],
            face.Plane.Asked.Select(asked => asked.Request));
        Assert.All(face.Plane.Asked, asked =>
        {
            Assert.Equal(("netplex", Environment.ProcessId), (asked.Caller.Via, asked.Caller.Pid));
            Assert.NotNull(asked.Caller.Uid);
        });
    }

    [Fact]
    public async Task A_refusal_is_a_code_and_one_line_of_text()
    {
        await using var face = await RunningFace.StartAsync();
        face.Plane.Answer = _ =>
            new AdminProtocol.Refused(Refusal.Unknown, "There is no\nservice [x].", "Services here: web.");
        using var client = face.Connect();

        Assert.Equal(
            (0u, "00000001" + RpcClient.Text("There is no service [x]. Services here: web.")),
            client.Call(2, RpcClient.Text("x")));
    }

    [Theory]
    [InlineData(2, "enable")]
    [InlineData(3, "disable")]
    [InlineData(4, "restart")]
    public async Task The_controller_itself_is_not_to_be_commanded(uint procedure, string verb)
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        Assert.Equal(
            (0u, "00000001" + RpcClient.Text($"Failure(\"#{verb}: not allowed for this service\")")),
            client.Call(procedure, RpcClient.Text("netplex.controller")));
        Assert.Empty(face.Plane.Asked);
    }

    [Fact]
    public async Task An_admin_message_is_handed_on_and_answered_with_nothing()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        // As recorded: -receiver nn abcde x yz
        var recorded = "00000002 6e6e0000 00000005 61626364 65000000 00000002 00000001 78000000 00000002 797a0000";
        Assert.Equal((0u, ""), client.Call(8, recorded));

        var message = Assert.IsType<AdminProtocol.SendMessage>(Assert.Single(face.Plane.Asked).Request);
        Assert.Equal(("nn", "abcde"), (message.Receiver, message.Name));
        Assert.Equal(["x", "yz"], message.Arguments);
    }

    [Theory]
    [InlineData(Refusal.Unknown, 0)]
    [InlineData(Refusal.BadRequest, 0)]
    [InlineData(Refusal.Unavailable, 5)]
    [InlineData(Refusal.Failed, 5)]
    public async Task A_message_that_nobody_receives_is_well_and_one_that_the_node_cannot_send_is_a_system_error(
        Refusal why, uint status)
    {
        await using var face = await RunningFace.StartAsync();
        face.Plane.Answer = _ => new AdminProtocol.Refused(why, "no", "");
        using var client = face.Connect();

        Assert.Equal((status, ""), client.Call(8, RpcClient.Text("*") + RpcClient.Text("hello") + "00000000"));
    }

    [Fact]
    public async Task A_list_has_services_containers_and_the_controller_at_the_end()
    {
        await using var face = await RunningFace.StartAsync();
        face.Plane.Answer = request => request is AdminProtocol.ListServices
            ? new AdminProtocol.Services(
                [new(
                    "web", ServiceState.Disabled, 0, 0, 1,
                    [new("http", ["127.0.0.1:80", "[::1]:81", "unix:/a", "?"])])])
            : new AdminProtocol.Containers(
                [new("web", "web-1", "n", ContainerState.Stopping, "stopping", 12, null, 0, null)]);
        using var client = face.Connect();

        var (status, result) = client.Call(1);

        Assert.Equal(0u, status);
        var web = RpcClient.Text("web") + "00000001" + RpcClient.Text("http") + "00000004"
            + "00000002" + RpcClient.Text("127.0.0.1") + "00000050"
            + "00000003" + RpcClient.Text("::1") + "00000051"
            + "00000001" + RpcClient.Text("/a")
            + "00000000"
            + "00000001" + "00000001";
        var controller = RpcClient.Text("netplex.controller") + "00000001" + RpcClient.Text("admin") + "00000001"
            + "00000001" + RpcClient.Text(face.SocketPath)
            + "00000001" + "00000001" + "0000000000000000"
            + RpcClient.Text($"AttachedToCtrlProcess {Environment.ProcessId}") + "00000001" + "00000000";
        Assert.StartsWith("00000002" + web, result, StringComparison.Ordinal);
        var container = result[("00000002" + web).Length..];
        Assert.Equal(RpcClient.Text("Process 12") + "00000004" + "00000001" + controller, container[16..]);
    }

    [Fact]
    public async Task A_node_that_fails_or_refuses_to_list_is_a_system_error()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        face.Plane.Answer = _ => new AdminProtocol.Refused(Refusal.Failed, "no", "");
        Assert.Equal((5u, ""), client.Call(1));
        face.Plane.Answer = _ => throw new InvalidOperationException("secret");
        Assert.Equal((5u, ""), client.Call(1));
        Assert.Equal((5u, ""), client.Call(5));
        Assert.Equal((0u, ""), client.Call(0));
    }
}
