using System.Net;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ControlReaderSpec
{
    private const string Listen = "listen = \"127.0.0.1:8443\"";
    private const string Token = "token_file = token";
    private const string Tls = "tls { cert = api.pem, key = api.key }";

    [Fact]
    public void Without_the_section_the_node_answers_on_its_socket_only() =>
        Assert.Null(Reading.Plan("controlplane {}").Control);

    [Fact]
    public void On_loopback_a_token_is_enough() => Assert.Equal(
        new ControlPlan(IPEndPoint.Parse("127.0.0.1:8443"), "/work/token", null), Plan($"{Listen}, {Token}"));

    [Fact]
    public void Every_key_is_read() => Assert.Equal(
        new ControlPlan(
            IPEndPoint.Parse("[::]:443"), "/run/token", new ControlTlsPlan("/work/api.pem", "/work/api.key")),
        Plan($"listen = \"[::]:443\", token_file = \"/run/token\", {Tls}"));

    [Theory]
    [InlineData(Token, "control.listen: is missing")]
    [InlineData("listen = \"127.0.0.1\", " + Token,
        "control.listen: is [127.0.0.1]: there is no port; expected an address and a port")]
    [InlineData("listen = \"127.0.0.1:65536\", " + Token, "the port 65536 is over 65535")]
    [InlineData("listen = \"n1.example:1\", " + Token,
        "is [n1.example:1], a host name, which may stand for several addresses; expected an IP address. Write out")]
    [InlineData("listen = 1, " + Token, "control.listen: is [1]")]
    [InlineData("listen = [], " + Token, "control.listen: is an array")]
    [InlineData("listen = \"10.0.0.1:1\", " + Token,
        "control.listen: is [10.0.0.1:1], which other machines reach, and there is no control.tls: whoever is on the "
            + "way "
        + "could read the token. Add tls { cert, key }, or listen on 127.0.0.1 or [::1]")]
    [InlineData("listen = \"[::]:1\", " + Token, "and there is no control.tls")]
    [InlineData(Listen, "control.token_file: is missing")]
    [InlineData(Listen + ", token_file = null", "control.token_file: is null")]
    [InlineData(Listen + ", token_file = \"\"", "control.token_file: is []; expected the path of a file")]
    [InlineData(Listen + ", token_file = gone", "control.token_file: cannot read /work/gone: it is not there")]
    [InlineData(Listen + ", token_file = open", "control.token_file: /work/open can be read by others")]
    [InlineData(Listen + ", " + Token + ", tls { cert = a }", "control.tls.key: is missing")]
    [InlineData(Listen + ", " + Token + ", tls { key = a }", "control.tls.cert: is missing")]
    [InlineData(Listen + ", " + Token + ", tls { cert = a, key = gone }", "control.tls.key: cannot read /work/gone")]
    [InlineData(Listen + ", " + Token + ", tls { cert = a, key = a, ca = a }", "control.tls.ca: unknown key [ca]")]
    [InlineData(Listen + ", " + Token + ", tls = off", "control.tls: is [off]")]
    [InlineData(Listen + ", " + Token + ", tokn = a", "control.tokn: unknown key [tokn]")]
    public void A_bad_value_is_one_error_with_its_place(string keys, string expected)
    {
        var machine = new FakeMachine { MissingFiles = { "/work/gone" }, OpenFiles = { "/work/open" } };

        var error = Reading.ErrorAt(2, Text(keys), machine);

        Assert.StartsWith("controlplane.controller.control", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_of_another_type_is_one_error() => Assert.StartsWith(
        "controlplane.controller.control: is [on]", Reading.ErrorAt(2, Reading.Controller("control = on")));

    [Fact]
    public void A_service_cannot_have_its_address() => Assert.Contains(
        "is 0.0.0.0:8443, but controlplane.controller.control (web.conf:2:",
        Assert.Single(Reading.Of(Text($"{Listen}, {Token}") + """

            controlplane.service.web {
              processor.type = hello, protocol.p.address = [ { type = internet, bind = "0.0.0.0:8443" } ]
            }
            """).Errors).Message);

    [Fact]
    public void A_relative_file_lies_beside_the_one_that_names_it()
    {
        var files = new TextFiles
        {
            ["/etc/cp/node.conf"] = $"include \"api/control.conf\"\ncontrolplane.controller.control {{ {Token} }}",
            ["/etc/cp/api/control.conf"] = $"controlplane.controller.control {{ {Listen}, {Tls} }}",
        };
        var result = NodePlanReader.Load("/etc/cp/node.conf", new FakeMachine(), Reading.Options with
        {
            Hocon = new HoconOptions { Environment = _ => null, Files = files },
        });

        Assert.Equal(
            new ControlPlan(
                IPEndPoint.Parse("127.0.0.1:8443"),
                "/etc/cp/token",
                new ControlTlsPlan("/etc/cp/api/api.pem", "/etc/cp/api/api.key")),
            result.Plan?.Control);
    }

    private static ControlPlan? Plan(string keys) => Reading.Plan(Text(keys)).Control;

    private static string Text(string keys) => Reading.Controller($"control {{ {keys} }}");
}
