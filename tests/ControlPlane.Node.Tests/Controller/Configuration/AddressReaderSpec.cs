using System.Net;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class AddressReaderSpec
{
    private const string Path = "controlplane.service.web.protocol.http.address[0]";

    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("0.0.0.0:80", "0.0.0.0:80")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("[:0]:8080", "[::]:8080")]
    public void An_internet_address_is_one_socket(string bind, string address) =>
        Assert.Equal([address], Read($"type = internet, bind = \"{bind}\""));

    [Fact]
    public void A_host_name_is_one_socket_for_each_of_its_addresses_in_an_order_that_stays()
    {
        var machine = new FakeMachine();
        machine.Hosts["db"] = [IPAddress.Parse("10.0.0.2"), IPAddress.Parse("fd00::1"), IPAddress.Parse("10.0.0.1")];

        Assert.Equal(["127.0.0.1:80", "[::1]:80"], Read("type = internet, bind = \"localhost:80\""));
        Assert.Equal(
            ["10.0.0.1:80", "10.0.0.2:80", "[fd00::1]:80"], Read("type = internet, bind = \"db:80\"", machine));
    }

    [Fact]
    public void A_host_name_that_does_not_resolve_is_an_error() => Assert.Equal(
        $"{Path}.bind: is [nowhere:80]: the name nowhere does not resolve",
        Reading.ErrorAt(2, Reading.Address("type = internet, bind = \"nowhere:80\"")));

    [Fact]
    public void A_bad_address_is_an_error_that_says_what_is_expected() => Assert.Equal(
        $"{Path}.bind: is [localhost]: there is no port; "
        + "expected host:port, 1.2.3.4:port or [ipv6]:port with a port from 0 to 65535",
        Reading.ErrorAt(2, Reading.Address("type = internet, bind = localhost")));

    [Theory]
    [InlineData("bind = \"127.0.0.1:80\"", ".type: is missing")]
    [InlineData("type = internet", ".bind: is missing")]
    [InlineData("type = unixdomain", ".path: is missing")]
    [InlineData("type = tcp, bind = \"127.0.0.1:80\"", ".type: is [tcp]")]
    [InlineData("type = 5, bind = \"127.0.0.1:80\"", ".type: is [5]")]
    public void What_is_missing_or_of_no_known_type_is_one_error(string keys, string expected) =>
        Assert.StartsWith(Path + expected, Reading.ErrorAt(2, Reading.Address(keys)), StringComparison.Ordinal);

    [Theory]
    [InlineData("w32_pipe")]
    [InlineData("w32_pipe_file")]
    public void Pipes_of_Windows_are_an_error_that_names_unixdomain(string type) => Assert.Equal(
        $"{Path}.type: is [{type}], a named pipe, which only Windows has; use type = unixdomain with a path",
        Reading.ErrorAt(2, Reading.Address($"type = {type}, path = x")));

    [Fact]
    public void A_socket_file_lies_under_the_socket_directory() => Assert.Equal(
        ["socket_file:/tmp/.controlplane/x.port"], Read("type = socket_file, path = x.port"));

    [Fact]
    public void Two_addresses_cannot_have_one_path_whatever_they_are() => Assert.Contains(
        "has unix:/tmp/.controlplane/x already", Reading.ErrorAt(2, Reading.Protocol(
            "address = [ { type = unixdomain, path = x }, { type = socket_file, path = x } ]")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("type = internet, bind = \"127.0.0.1:80\", mode = \"0660\"", ".mode: belongs to type = unixdomain; an "
        + "address of type internet has bind")]
    [InlineData("type = local, path = x, bind = \"127.0.0.1:80\"", ".bind: belongs to type = internet; an address of "
        + "type unixdomain has path, mode, owner")]
    public void A_key_of_the_other_type_is_an_error(string keys, string expected) =>
        Assert.Equal(Path + expected, Reading.ErrorAt(2, Reading.Address(keys)));

    [Fact]
    public void An_unknown_key_is_an_error() => Assert.StartsWith(
        $"{Path}.prot: ", Reading.ErrorAt(2, Reading.Address("type = local, path = x, prot = 1")),
            StringComparison.Ordinal);

    private static IEnumerable<string?> Read(string keys, FakeMachine? machine = null) =>
        Assert.Single(Reading.Service(Reading.Address(keys),
            machine).Protocols).Sockets.Select(s => s.Address.ToString());
}
