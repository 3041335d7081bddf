using System.Text.Json;

namespace ControlPlane.Api.Tests.Requests;

/// <summary>
/// Errors are <c>{ "error", "hint" }</c>, whatever is wrong, from the moment on at which a request has a head that can
/// be read. Before that there is nobody but Kestrel, which answers by itself: with the status, without a body, and
/// hangs up. It has no place where a body could be put on.
/// </summary>
public sealed class RefusalBodiesSpec
{
    private const string Head = "POST /v1/reload HTTP/1.1\r\nHost: node\r\n";

    [Theory]
    [InlineData("GET /v2/services HTTP/1.1\r\nHost: node\r\n\r\n", 404)]
    [InlineData("BREW /v1/services HTTP/1.1\r\nHost: node\r\n\r\n", 405)]
    [InlineData("GET /v1/services?color=red HTTP/1.1\r\nHost: node\r\n\r\n", 400)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: node\r\n\r\n", 400)]
    [InlineData(Head + "Content-Length: 65537\r\n\r\n", 413)]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400)]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx", 400)]
    [InlineData(Head + "Content-Length: 1\r\n\r\n{", 400)]
    [InlineData(Head + "Content-Length: 3\r\n\r\n\u00ffx", 400)]
    public async Task What_is_wrong_with_a_request_is_said_with_what_to_do(string bytes, int status)
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Connect();
        client.Write(bytes);

        AssertSaid(status, client.Read());

        Assert.Empty(api.Plane.Asked);
        api.StillAnswers();
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_too()
    {
        await using var api = await RunningApi.StartAsync(
            new() { SlowTransferGrace = TimeSpan.FromMilliseconds(1100), MinBytesPerSecond = 1000 });
        using var client = api.Connect();
        client.Write(Head + "Content-Length: 2\r\n\r\n{");

        AssertSaid(408, client.Read());
    }

    [Theory]
    [InlineData("garbage\r\n\r\n", 400)]
    [InlineData("GET /v1/services HTTP/9.9\r\nHost: node\r\n\r\n", 505)]
    [InlineData("GET /v1/services HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /v1/services HTTP/1.1\r\nHost: node\r\nno colon\r\n\r\n", 400)]
    [InlineData(Head + "Content-Length: x\r\n\r\n", 400)]
    [InlineData(Head + "Transfer-Encoding: gzip\r\n\r\n", 400)]
    [InlineData("POST /v1/reload HTTP/1.0\r\n\r\n", 400)]
    public async Task What_has_no_head_that_can_be_read_is_refused_by_its_status_alone(string bytes, int status)
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Connect();
        client.Write(bytes);

        var reply = client.Read();

        Assert.Equal((status, ""), (reply.Status, reply.Body));
        Assert.Equal("close", reply.Headers["Connection"]);
        Assert.Equal("", client.ReadToEnd());
    }

    private static void AssertSaid(int status, HttpReply reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        using var body = JsonDocument.Parse(reply.Body);
        Assert.NotEmpty(body.RootElement.GetProperty("error").GetString()!);
        Assert.NotEmpty(body.RootElement.GetProperty("hint").GetString()!);
    }
}
