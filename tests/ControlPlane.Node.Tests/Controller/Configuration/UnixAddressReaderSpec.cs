using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class UnixAddressReaderSpec
{
    private const string Path = "controlplane.service.web.protocol.http.address[0]";

    [Theory]
    [InlineData("shop.sock", "/run/cp/shop.sock")]
    [InlineData("./shop.sock", "/run/cp/shop.sock")]
    [InlineData("sub/shop.sock", "/run/cp/sub/shop.sock")]
    [InlineData("/srv/shop.sock", "/srv/shop.sock")]
    public void A_relative_path_lies_under_the_socket_directory(string written, string full)
    {
        Assert.Equal(new UnixListenAddress(full), Read($"type = unixdomain, path = \"{written}\"").Address);
        Assert.Equal(new UnixListenAddress(full), Read($"type = local, path = \"{written}\"").Address);
    }

    [Fact]
    public void What_means_nothing_for_a_Unix_socket_is_left_as_it_is()
    {
        var plan = Read("type = local, path = x", "tcp_nodelay = true, so_keepalive = true, lstn_backlog = 9");

        Assert.Equal(new ListenPlan(new UnixListenAddress("/run/cp/x"), 9), plan);
    }

    [Fact]
    public void A_path_has_at_most_107_bytes()
    {
        var longest = "/" + new string('p', 106);
        Assert.Equal(longest, ((UnixListenAddress)Read($"type = local, path = \"{longest}\"").Address).Path);

        Assert.Equal(
            $"{Path}.path: is [{longest}p], which is {longest}p with 108 bytes; expected at most 107. Choose a "
                + $"shorter path",
            Error($"type = local, path = \"{longest}p\""));
    }

    [Fact]
    public void The_whole_path_counts_not_what_is_written() => Assert.Contains(
        "with 108 bytes", Error($"type = local, path = \"{new string('p', 100)}\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "which is not the path of a socket; expected a path such as \"shop.sock\"")]
    [InlineData("dir/", "which is not the path of a socket; expected a path such as \"shop.sock\"")]
    [InlineData("../x.sock",
        "which leaves the socket directory; a relative path lies under it. Write an absolute path")]
    [InlineData("control.sock", "which the node needs itself in its socket directory; expected another name than "
        + "control.sock, lock, workers, node-id, netplex.pmanage, netplex.controller, slots")]
    [InlineData("/run/cp/netplex.controller/admin", "which the node needs itself in its socket directory; expected "
        + "another name than "
        + "control.sock, lock, workers, node-id, netplex.pmanage, netplex.controller, slots")]
    public void A_path_that_cannot_be_is_an_error(string path, string expected) =>
        Assert.Equal($"{Path}.path: is [{path}], {expected}", Error($"type = local, path = \"{path}\""));

    [Fact]
    public void The_directory_has_to_be_there_except_the_socket_directory()
    {
        var machine = new FakeMachine();
        machine.MissingDirectories.UnionWith(["/run/cp", "/nowhere"]);

        Assert.NotNull(Read("type = local, path = x", machine: machine));
        Assert.Equal(
            $"{Path}.path: is [/nowhere/x], which cannot be made: there is no directory /nowhere",
            Error("type = local, path = \"/nowhere/x\"", machine));
    }

    [Theory]
    [InlineData("\"0660\"",
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData("\"0o600\"", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData("0600", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData("600", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData("\"0000\"", UnixFileMode.None)]
    public void A_mode_is_octal(string mode, UnixFileMode expected) => Assert.Equal(
        expected, ((UnixListenAddress)Read($"type = local, path = x, mode = {mode}").Address).Mode);

    [Theory]
    [InlineData("0888")]
    [InlineData("1777")]
    [InlineData("rw")]
    [InlineData("")]
    [InlineData("00660")]
    [InlineData("-660")]
    public void Other_modes_are_errors(string mode) => Assert.Equal(
        $"{Path}.mode: is [{mode}]; expected permissions in octal from \"0000\" to \"0777\", such as \"0660\"",
        Error($"type = local, path = x, mode = \"{mode}\""));

    private static string Text(string keys, string protocol) =>
        "controlplane.controller.socket_directory = /run/cp, " + Reading.Protocol($"{protocol}\naddress = [ {{ {keys} "
            + $"}} ]");

    private static ListenPlan Read(string keys, string protocol = "", FakeMachine? machine = null) =>
        Assert.Single(Assert.Single(Reading.Service(Text(keys, protocol), machine).Protocols).Sockets);

    private static string Error(string keys, FakeMachine? machine = null) =>
        Reading.ErrorAt(3, Text(keys, ""), machine);
}
