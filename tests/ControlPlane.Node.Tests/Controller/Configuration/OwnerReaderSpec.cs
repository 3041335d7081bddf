using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class OwnerReaderSpec
{
    private const string Path = "controlplane.service.web.protocol.http.address[0].owner";

    [Theory]
    [InlineData("www", 33, null)]
    [InlineData("33", 33, null)]
    [InlineData("www:adm", 33, 4)]
    [InlineData(":adm", null, 4)]
    public void An_owner_is_a_user_a_group_or_both(string owner, int? uid, int? gid) =>
        Assert.Equal(((uint?)uid, (uint?)gid), Read(owner, new FakeMachine()));

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("www:")]
    [InlineData("a:b:c")]
    public void Anything_else_is_an_error(string owner) =>
        Assert.Equal($"{Path}: is [{owner}]; expected \"user\", \"user:group\" or \":group\"", Error(owner,
            new FakeMachine()));

    [Fact]
    public void Unknown_users_and_groups_are_errors()
    {
        Assert.Equal(
            $"{Path}: names the user [bob], which this machine does not have; expected one of passwd(5)",
            Error("bob", new FakeMachine()));
        Assert.Equal(
            $"{Path}: names the group [club], which this machine does not have; expected one of group(5)",
            Error("www:club", new FakeMachine()));
    }

    [Fact]
    public void Only_root_gives_a_socket_away()
    {
        var machine = new FakeMachine { OwnUid = 1000 };

        Assert.Equal((1000u, 100u), Read("ann:users", machine));
        Assert.Equal(
            $"{Path}: gives the socket to www, which only root may do; this node runs as uid 1000. "
            + "Start it as root, or remove the user",
            Error("www", machine));
    }

    private static string Text(string owner) => Reading.Address($"type = local, path = x, owner = \"{owner}\"");

    private static string Error(string owner, FakeMachine machine) => Reading.ErrorAt(2, Text(owner), machine);

    private static (uint?, uint?) Read(string owner, FakeMachine machine)
    {
        var socket = Assert.Single(Assert.Single(Reading.Service(Text(owner), machine).Protocols).Sockets);
        return (((UnixListenAddress)socket.Address).Uid, ((UnixListenAddress)socket.Address).Gid);
    }
}
