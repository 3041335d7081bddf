using System.Net;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class AddressBookSpec
{
    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1:80")]
    [InlineData("0.0.0.0:80", "127.0.0.1:80")]
    [InlineData("127.0.0.1:80", "0.0.0.0:80")]
    [InlineData("[::]:80", "[::1]:80")]
    [InlineData("/run/x", "/run/x")]
    public void These_are_in_each_others_way(string first, string second)
    {
        var errors = Add(first, second);

        var error = Assert.Single(errors.Items);
        Assert.Equal(new SourcePosition("b.conf", 2, 2), error.At);
        Assert.Equal("second", error.Path);
        Assert.Equal(
            $"is {Of(second)}, but first (a.conf:1:1) has {Of(first)} already; each address can be bound once. Change "
                + $"one of the two",
            error.Message);
    }

    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1:81")]
    [InlineData("127.0.0.1:80", "127.0.0.2:80")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("0.0.0.0:80", "[::]:80")]
    [InlineData("127.0.0.1:80", "[::1]:80")]
    [InlineData("/run/x", "/run/y")]
    [InlineData("/run/x", "127.0.0.1:80")]
    public void These_are_not(string first, string second) => Assert.Empty(Add(first, second).Items);

    [Fact]
    public void Two_services_with_one_address_are_an_error_that_names_both_places() => Assert.Equal(
        "controlplane.service.b.protocol.p.address[0]: is 127.0.0.1:80, but "
        + "controlplane.service.a.protocol.http.address[0] (web.conf:2:74) has 0.0.0.0:80 already; "
        + "each address can be bound once. Change one of the two",
        Reading.ErrorAt(3, """
            controlplane.service {
            a { processor.type = hello, protocol.http.address = [ { type = internet, bind = "0.0.0.0:80" } ] }
            b { processor.type = hello, protocol.p.address = [ { type = internet, bind = "127.0.0.1:80" } ] } }
            """));

    [Fact]
    public void A_path_is_compared_as_the_kernel_sees_it() => Assert.Contains(
        "has unix:/tmp/.controlplane/x already",
        Reading.ErrorAt(3, """
            controlplane.service.web { processor.type = echo
            protocol.a.address = [ { type = local, path = x } ]
            protocol.b.address = [ { type = local, path = "/tmp/.controlplane/y/../x" } ] }
            """),
        StringComparison.Ordinal);

    private static SettingsErrors Add(string first, string second)
    {
        var errors = new SettingsErrors();
        var book = new AddressBook(errors);
        book.Add(Of(first), new SourcePosition("a.conf", 1, 1), "first");
        book.Add(Of(second), new SourcePosition("b.conf", 2, 2), "second");
        return errors;
    }

    private static ListenAddress Of(string text) => text[0] == '/'
        ? new UnixListenAddress(text)
        : new InternetListenAddress(IPEndPoint.Parse(text));
}
