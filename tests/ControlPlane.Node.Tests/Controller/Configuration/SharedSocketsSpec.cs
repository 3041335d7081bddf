namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class SharedSocketsSpec
{
    private const string Socket =
        "controlplane.socket.front { lstn_backlog = 7, address = [ { type = internet, bind = \"127.0.0.1:80\" } ] }\n";

    [Fact]
    public void Every_service_that_names_it_has_it_with_its_options()
    {
        var plan = Reading.Plan(Socket + Process("a") + Process("b"));

        Assert.Equal(
            plan.Services[0].Protocols[0].Sockets, plan.Services[1].Protocols[0].Sockets);
        var socket = Assert.Single(plan.Services[0].Protocols[0].Sockets);
        Assert.Equal(("127.0.0.1:80", 7, "front#0"), (socket.Address.ToString(), socket.Backlog, socket.SharedAs));
    }

    [Fact]
    public void Code_in_this_process_cannot_share_with_anybody()
    {
        const string Expected = "controlplane.socket.front: is shared by b, which runs inside the node";
        Assert.Contains(Expected, Error(Socket + Process("a") + Inside("b")), StringComparison.Ordinal);
        Assert.Contains(Expected, Error(Socket + Inside("b") + Inside("c")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_tells_the_known_ones() => Assert.Contains(
        "is [back], but there is no section controlplane.socket.back; expected one of front",
        Error(Socket + Process("a") + Process("b", "back")), StringComparison.Ordinal);

    [Fact]
    public void One_that_nobody_uses_is_an_error() =>
        Assert.Contains("controlplane.socket.front: is used by no service", Error(Socket), StringComparison.Ordinal);

    [Fact]
    public void Its_address_is_taken_for_all_others() => Assert.Contains(
        "each address can be bound once",
        Error(
            Socket + Process("a")
            + "controlplane.service.a.protocol.more.address = [ { type = internet, bind = \"127.0.0.1:80\" } ]"),
        StringComparison.Ordinal);

    [Fact]
    public void It_cannot_be_a_socket_of_each_container() => Assert.Contains(
        "which no two services can share",
        Error("controlplane.socket.front.address = [ { type = container } ]\n" + Process("a")),
        StringComparison.Ordinal);

    private static string Error(string text)
    {
        var result = Reading.Of(text);
        Assert.Null(result.Plan);
        return result.ErrorText;
    }

    private static string Process(string name, string socket = "front") =>
        Service(name, socket, "type = process, command = [python3]");

    private static string Inside(string name) => Service(name, "front", "type = hello");

    private static string Service(string name, string socket, string processor) =>
        $"controlplane.service.{name} {{ protocol.http.address = [ {{ type = shared, socket = {socket} }} ], "
        + $"processor {{ {processor} }} }}\n";
}
