using ControlPlane.Contracts;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class SlotAddressReaderSpec
{
    private const string Own = "{ type = container }";
    private const string OwnPath = "{ type = container, kind = path }";

    [Fact]
    public void A_port_is_the_default()
    {
        var service = Reading.Service(Text(Own));

        Assert.Equal(SlotAddressKind.Port, Assert.Single(service.SlotAddresses).Kind);
        Assert.Empty(Assert.Single(service.Protocols).Sockets);
    }

    [Fact]
    public void A_path_lies_under_the_socket_directory_and_has_the_name_of_the_slot() => Assert.Equal(
        "/tmp/.controlplane/slots/web-2.sock",
        Assert.Single(Reading.Service(Text(OwnPath)).SlotAddresses).PathOf(new ContainerId("web", 2)));

    [Fact]
    public void One_of_each_kind_may_stand_beside_other_addresses() => Assert.Equal(
        2, Reading.Service(
            Text($"{Own}, {OwnPath}, {{ type = local, path = x }}", "{port} {socket}")).SlotAddresses.Count());

    [Theory]
    [InlineData(Own + ", " + Own, "", "the same kind; a container has at most one port and one path")]
    [InlineData(Own, "{socket}", "no address of type container for the {socket} of its command or environment; add one "
        + "of kind = path")]
    [InlineData(OwnPath, "{port}", "no address of type container for the {port} of its command or environment; add one "
        + "of kind = port")]
    [InlineData(Own, "x, environment.PORT = 80", "an environment that sets it too")]
    public void What_the_whole_service_shows_is_an_error(string addresses, string more, string expected) =>
        Assert.Contains(expected, Error(Text(addresses, more)), StringComparison.Ordinal);

    [Fact]
    public void Another_user_cannot_have_a_path() => Assert.Contains(
        "www cannot enter the socket directory", Error(Text(OwnPath, "", "user = www")), StringComparison.Ordinal);

    [Fact]
    public void A_path_that_the_last_slot_could_not_have_is_an_error() => Assert.Contains(
        "choose a shorter socket_directory or name",
        Error("controlplane.controller.socket_directory = "
            + $"/{new string('d', 70)}\n{Text(OwnPath, "", "", new string('s', 40))}"),
        StringComparison.Ordinal);

    [Fact]
    public void Code_in_this_process_cannot_have_one_yet() => Assert.Contains(
        "not in this version",
        Error($"controlplane.service.web {{ protocol.own.address = [ {Own} ], processor.type = hello }}"),
        StringComparison.Ordinal);

    [Fact]
    public void Words_in_braces_mean_nothing_without_such_an_address() =>
        Assert.Empty(Reading.Service(Text("{ type = local, path = x }", "{port}")).SlotAddresses);

    private static string Error(string text)
    {
        var result = Reading.Of(text);
        Assert.True(result.Errors.Count == 1, result.ErrorText);
        return result.ErrorText;
    }

    private static string Text(string addresses, string more = "", string service = "", string name = "web")
    {
        var parts = more.Split(", ", 2);
        return $"controlplane.service.{name} {{ {service}\nprotocol.own.address = [ {addresses} ]\n"
            + $"processor {{ type = process, command = [python3, \"{parts[0]}\"], {(parts.Length > 1 ? parts[1] : "")} "
            + $"}} }}";
    }
}
