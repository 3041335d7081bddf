using System.Net;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ProtocolReaderSpec
{
    private const string Path = "controlplane.service.web.protocol.http";
    private const string Some = "address = [ { type = internet, bind = \"127.0.0.1:80\" } ]";

    [Fact]
    public void The_defaults_are_those_of_the_reference() => Assert.Equal(
        new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 80)), 1024, true, false, false),
            Read(Some));

    [Fact]
    public void Every_option_is_taken_over()
    {
        var plan = Read(Some + ", lstn_backlog = 7, lstn_reuseaddr = false, so_keepalive = true, tcp_nodelay = yes");

        Assert.Equal((7, false, true, true), (plan.Backlog, plan.ReuseAddress, plan.KeepAlive, plan.NoDelay));
    }

    [Theory]
    [InlineData("lstn_backlog = 0")]
    [InlineData("lstn_backlog = 65536")]
    [InlineData("tcp_nodelay = maybe")]
    [InlineData("lstn_reuseaddr = 3")]
    public void What_is_out_of_range_is_an_error(string line) => Assert.Contains(
        "expected", Reading.ErrorAt(2, Reading.Protocol($"{line}\n{Some}")), StringComparison.Ordinal);

    [Fact]
    public void It_has_addresses()
    {
        Assert.StartsWith($"{Path}.address: is missing", Reading.ErrorAt(1, Reading.Protocol("")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{Path}.address: is empty; expected at least one address",
            Reading.ErrorAt(2, Reading.Protocol("address = []")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local_chmod", "mode")]
    [InlineData("local_chown", "owner")]
    public void Two_keys_of_Netplex_are_keys_of_an_address(string theirs, string ours) => Assert.Equal(
        $"{Path}.{theirs}: is a key of Netplex; here it is the key {ours} of an address of type unixdomain",
        Reading.ErrorAt(2, Reading.Protocol($"{theirs} = \"0660\", {Some}")));

    [Fact]
    public void A_name_that_cannot_go_to_LISTEN_FDNAMES_is_an_error() => Assert.Contains(
        "the name [a:b] is not allowed",
        Reading.ErrorAt(2, Reading.Process($"protocol.\"a:b\" {{ {Some} }}")),
        StringComparison.Ordinal);

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_nearest_one() => Assert.Contains(
        "[tcp_nodelay]", Reading.ErrorAt(2, Reading.Protocol($"tcp_no_delay = true, {Some}")),
            StringComparison.Ordinal);

    private static ListenPlan Read(string lines) =>
        Assert.Single(Assert.Single(Reading.Service(Reading.Protocol(lines)).Protocols).Sockets);
}
