using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class SocketDifferenceSpec
{
    private const string Tcp = "{ type = internet, bind = \"127.0.0.1:80\" }";
    private const string Any = "{ type = internet, bind = \"127.0.0.1:0\" }";
    private const string Unix = "{ type = local, path = \"/run/x\" }";

    [Theory]
    [InlineData("lstn_backlog = 9", "lstn_backlog from 1024 to 9")]
    [InlineData("lstn_reuseaddr = false", "lstn_reuseaddr from true to false")]
    [InlineData("so_keepalive = true", "so_keepalive from false to true")]
    [InlineData("tcp_nodelay = true, lstn_backlog = 9", "lstn_backlog from 1024 to 9, tcp_nodelay from false to true")]
    public void A_socket_whose_options_change_stays_and_so_does_the_worker(string options, string expected) =>
        Assert.Equal(
        [$"service web: p 127.0.0.1:80 stays, {expected}"],
        Lines($"protocol.p.address = [ {Tcp} ]", $"protocol.p {{ address = [ {Tcp} ], {options} }}"));

    [Fact]
    public void A_Unix_socket_whose_mode_and_owner_change_stays() => Assert.Equal(
        ["service web: p unix:/run/x stays, mode from by umask to 0660, owner from the node's to 33:4"],
        Lines(
            $"protocol.p.address = [ {Unix} ]",
            "protocol.p.address = [ { type = local, path = \"/run/x\", mode = \"0660\", owner = \"www:adm\" } ]"));

    [Fact]
    public void A_worker_cannot_get_or_lose_a_socket_while_it_runs() => Assert.Equal(
        [
            "service web: protocol p leaves 127.0.0.1:80",
            "service web: protocol p listens on unix:/run/x",
            "service web: worker changed (sockets): its containers are replaced",
        ],
        Lines($"protocol.p.address = [ {Tcp} ]", $"protocol.p.address = [ {Unix} ]"));

    [Fact]
    public void Code_in_this_process_can() => Assert.Equal(
        ["service web: protocol p listens on unix:/run/x"],
        Lines($"protocol.p.address = [ {Tcp} ]", $"protocol.p.address = [ {Tcp}, {Unix} ]", "type = echo"));

    [Fact]
    public void Another_order_keeps_the_sockets_but_not_the_worker_that_counts_on_it() => Assert.Equal(
        ["service web: worker changed (sockets): its containers are replaced"],
        Lines($"protocol.p.address = [ {Tcp}, {Unix} ]", $"protocol.p.address = [ {Unix}, {Tcp} ]"));

    [Fact]
    public void Another_name_of_a_protocol_is_another_protocol() => Assert.Equal(
        [
            "service web: protocol p leaves 127.0.0.1:80",
            "service web: protocol q listens on 127.0.0.1:80",
            "service web: worker changed (sockets): its containers are replaced",
        ],
        Lines($"protocol.p.address = [ {Tcp} ]", $"protocol.q.address = [ {Tcp} ]"));

    [Fact]
    public void Ports_that_the_kernel_chose_are_counted() => Assert.Equal(
        ["service web: protocol p leaves 127.0.0.1:0"],
        Lines($"protocol.p.address = [ {Any}, {Any}, {Any} ]", $"protocol.p.address = [ {Any}, {Any} ]",
            "type = echo"));

    [Fact]
    public void Nothing_changes_where_nothing_differs() => Assert.Empty(Lines(
        $"protocol.p.address = [ {Any}, {Tcp}, {Any}, {Unix} ]", $"protocol.p.address = [ {Any}, {Tcp}, {Any}, {Unix} "
            + $"]"));

    private static IReadOnlyList<string> Lines(string before, string after, string processor = "type = process, "
        + "command = [a]") =>
        PlanDifference.Between(Plan(before, processor), Plan(after, processor)).Lines;

    private static NodePlan Plan(string protocol, string processor) =>
        Reading.Plan($"controlplane.service.web {{ processor {{ {processor} }}, {protocol} }}");
}
