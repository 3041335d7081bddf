using System.Text;
using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Tests.Requests;

public sealed class CommandBodyParserSpec
{
    private const BodyMembers Everything =
        BodyMembers.Patience | BodyMembers.Rolling | BodyMembers.Count | BodyMembers.File;

    private const BodyMembers OfClusters =
        BodyMembers.Configuration | BodyMembers.Version | BodyMembers.Service | BodyMembers.Revision;

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("{}")]
    [InlineData("""{"wait":null,"count":null}""")]
    public void Nothing_said_means_the_defaults(string json) =>
        Assert.Equal(new CommandBody(), Parse(json, BodyMembers.Patience));

    [Fact]
    public void Every_member_is_read() =>
        Assert.Equal(
            new CommandBody(false, 0.25, true, 7, "/a"),
            Parse("""{"wait":false,"timeout":0.25,"rolling":true,"count":7,"file":"/a"}""", Everything));

    [Fact]
    public void Every_member_that_is_about_a_cluster_is_read() =>
        Assert.Equal(
            new CommandBody(Text: "a = \n", Origin: "a.conf", Version: 2, Service: "web", Revision: long.MaxValue),
            Parse(
                """{"text":"a = \n","origin":"a.conf","version":2,"service":"web","revision":9223372036854775807}""",
                OfClusters));

    [Theory]
    [InlineData("""{"text":["a"]}""", "text is [[\"a\"]]; expected a string")]
    [InlineData("""{"origin":1}""", "origin is [1]; expected a string")]
    [InlineData("""{"service":true}""", "service is [true]; expected a string")]
    [InlineData("""{"version":-1}""", "version is [-1]; expected an integer from 0")]
    [InlineData("""{"version":"1"}""", "version is [\"1\"]; expected an integer from 0")]
    [InlineData("""{"revision":-1}""", "revision is [-1]; expected an integer from 0")]
    [InlineData("""{"revision":1.5}""", "revision is [1.5]; expected an integer from 0")]
    [InlineData("""{"wait":true}""", "allowed here: text, origin, version, service, revision")]
    public void What_is_wrong_about_a_cluster_is_said_too(string json, string error)
    {
        var refused = Assert.Throws<RequestRefusedException>(() => Parse(json, OfClusters));

        Assert.Contains(error, refused.Body.Error, StringComparison.Ordinal);
        Assert.StartsWith("for example {", refused.Body.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("nonsense", "is not JSON")]
    [InlineData("{} {}", "is not JSON")]
    [InlineData("""{"wait":true,}""", "is not JSON")]
    [InlineData("""{"wait":true,"wait":false}""", "is not JSON")]
    [InlineData("""{"file":"\ud800"}""", "is not JSON")]
    [InlineData("""{"file":[[[[[[[[[[]]]]]]]]]]}""", "is not JSON")]
    [InlineData("[1]", "the body is [[1]] (array); expected an object")]
    [InlineData("3", "the body is [3] (number); expected an object")]
    [InlineData("""{"wiat":true}""", "has the member [wiat]; allowed here: wait, timeout, rolling, count, file")]
    [InlineData("""{"Wait":true}""", "has the member [Wait]")]
    [InlineData("""{"wait":1}""", "wait is [1] (number); expected true or false")]
    [InlineData("""{"rolling":"yes"}""", "rolling is [\"yes\"] (string); expected true or false")]
    [InlineData("""{"timeout":"30s"}""", "timeout is [\"30s\"] (string); expected a number of seconds from 0 to 86400")]
    [InlineData("""{"timeout":-1}""", "timeout is [-1] (number)")]
    [InlineData("""{"timeout":86400.1}""", "timeout is [86400.1] (number)")]
    [InlineData("""{"timeout":1e999}""", "timeout is [1e999] (number)")]
    [InlineData("""{"count":-1}""", "count is [-1] (number); expected an integer from 0 to 10000")]
    [InlineData("""{"count":10001}""", "count is [10001]")]
    [InlineData("""{"count":1.5}""", "count is [1.5]")]
    [InlineData("""{"count":99999999999}""", "count is [99999999999]")]
    [InlineData("""{"file":"shop.conf"}""", "file is [\"shop.conf\"] (string); expected an absolute path")]
    [InlineData("""{"file":"/a\u0000b"}""", "expected an absolute path")]
    public void What_is_wrong_is_said_with_what_was_found_and_what_is_allowed(string json, string error)
    {
        var refused = Assert.Throws<RequestRefusedException>(() => Parse(json, Everything));

        Assert.Equal(400, refused.Status);
        Assert.Contains(error, refused.Body.Error, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Body.Hint);
    }

    [Theory]
    [InlineData("""{"count":3}""", BodyMembers.Patience, "[count]; allowed here: wait, timeout")]
    [InlineData("""{"wait":true}""", BodyMembers.None, "[wait]; allowed here: none")]
    public void A_member_of_another_command_is_refused(string json, object allowed, string error) =>
        Assert.Contains(
            error,
            Assert.Throws<RequestRefusedException>(() => Parse(json, (BodyMembers)allowed)).Body.Error,
            StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.Equal(400, Assert.Throws<RequestRefusedException>(
            () => CommandBodyParser.Parse(Encoding.Latin1.GetBytes("""{"file":"/é"}"""), Everything, 1)).Status);

    [Fact]
    public void What_was_found_is_shortened() =>
        Assert.InRange(
            Assert.Throws<RequestRefusedException>(
                () => Parse($$"""{"wait":"{{new string('x', 5000)}}"}""", Everything)).Body.Error.Length,
            60, 200);

    private static CommandBody Parse(string json, BodyMembers allowed) =>
        CommandBodyParser.Parse(Encoding.UTF8.GetBytes(json), allowed, 86_400);
}
