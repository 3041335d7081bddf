using System.Net;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class BindAddressSpec
{
    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1", 80)]
    [InlineData("0.0.0.0:65535", "0.0.0.0", 65535)]
    [InlineData("127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("[::1]:80", "::1", 80)]
    [InlineData("[::]:80", "::", 80)]
    [InlineData("[:0]:80", "::", 80)]
    [InlineData("[2001:db8::7]:8080", "2001:db8::7", 8080)]
    public void Addresses_are_taken_as_they_are(string text, string address, int port) =>
        Assert.Equal(new BindAddress(null, IPAddress.Parse(address), port), BindAddress.Parse(text, out _));

    [Theory]
    [InlineData("localhost:80", "localhost")]
    [InlineData("node-1.example:80", "node-1.example")]
    [InlineData("1a:80", "1a")]
    public void Everything_else_is_a_host_name(string text, string host) =>
        Assert.Equal(new BindAddress(host, null, 80), BindAddress.Parse(text, out _));

    [Theory]
    [InlineData("8080", "there is no port")]
    [InlineData("", "there is no port")]
    [InlineData("localhost:", "there is no port")]
    [InlineData("[::1]", "there is no port")]
    [InlineData("[::1", "there is no port")]
    [InlineData("localhost:http", "the port [http] is not a number")]
    [InlineData("localhost:-1", "the port [-1] is not a number")]
    [InlineData("localhost:65536", "the port 65536 is over 65535")]
    [InlineData("localhost:99999999999999999999", "the port 99999999999999999999 is over 65535")]
    [InlineData(":80", "there is no host: 0.0.0.0 is every IPv4 address, [::] every IPv6 address")]
    [InlineData("*:80", "there is no host: 0.0.0.0 is every IPv4 address, [::] every IPv6 address")]
    [InlineData("::1:80", "an IPv6 address stands in brackets")]
    [InlineData("1.2.3:80", "1.2.3 is not an IPv4 address")]
    [InlineData("1.2.3.256:80", "1.2.3.256 is not an IPv4 address")]
    [InlineData("1.2.3.04:80", "1.2.3.04 is not an IPv4 address")]
    [InlineData("[127.0.0.1]:80", "[127.0.0.1] is not an IPv6 address")]
    [InlineData("[::g]:80", "[::g] is not an IPv6 address")]
    [InlineData("[::ffff:1.2.3.4]:80", "IPv6 sockets are IPv6 only, write 1.2.3.4 instead")]
    [InlineData("a b:80", "the host name has letters that no host name has")]
    public void What_is_no_address_is_explained(string text, string expected)
    {
        Assert.Null(BindAddress.Parse(text, out var problem));
        Assert.Equal(expected, problem);
    }
}
