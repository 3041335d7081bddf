namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class EtcdReaderSpec
{
    private const string Http = "endpoints = [\"http://h\"]", Https = "endpoints = [\"https://h\"]";

    [Theory]
    [InlineData("endpoints = \"http://h\"", "endpoints: is [http://h] (string); expected an array of strings")]
    [InlineData("endpoints = []", "endpoints: has 0 elements; expected 1 to 100")]
    [InlineData("endpoints = [\"h:2379\"]", "has [h:2379]: it ")]
    [InlineData("endpoints = [\"127.0.0.1:2379\"]", "it is no URL")]
    [InlineData("endpoints = [\"ftp://h\"]", "begins with neither http:// nor https://")]
    [InlineData("endpoints = [\"http://u:p@h\"]", "a user does not belong there")]
    [InlineData("endpoints = [\"http://h/v3\"]", "there is something behind the port")]
    [InlineData("endpoints = [\"http://h?a\"]", "there is something behind the port")]
    [InlineData("endpoints = [\"http://h\", \"http://h:80/\"]", "twice")]
    [InlineData(Http + ", user = u", "user: is set without password_file")]
    [InlineData(Http + ", password_file = p", "password_file: is set without user")]
    [InlineData(Http + ", user = \"\", password_file = p", "user: is no name of a user")]
    [InlineData(Https + ", cert = c", "cert: is set without key")]
    [InlineData(Https + ", key = c", "key: is set without cert")]
    [InlineData(Http + ", ca = c", "ca: has no effect: every endpoint is http")]
    [InlineData(Https + ", ca = gone", "ca: cannot read /work/gone")]
    [InlineData(Http + ", timeout = 10ms", "timeout: is [10ms] (string); expected a duration from 100ms to 1m")]
    [InlineData(Http + ", tls = on", "unknown key [tls]")]
    public void A_bad_value_is_one_error_with_its_place(string lines, string expected) => Assert.Contains(
        expected,
        Reading.ErrorAt(2, Text(lines), new FakeMachine { MissingFiles = { "/work/gone" } }));

    [Fact]
    public void It_has_endpoints() => Assert.Contains(
        "controlplane.cluster.etcd.endpoints: is missing", Assert.Single(Reading.Of(Text("")).Errors).ToString());

    [Fact]
    public void A_name_that_is_not_asked_for_is_not_resolved() =>
        Assert.Equal(
            "no.such.host",
            Reading.Plan(Text("endpoints = [\"http://no.such.host\"]")).Cluster!.Etcd.Endpoints[0].Host);

    private static string Text(string lines) => "controlplane.cluster { name = c, etcd {\n" + lines + "\n} }";
}
