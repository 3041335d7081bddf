using System.Text;

namespace ControlPlane.Api.Tests.Requests;

public sealed class MalformedRequestsSpec
{
    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET /v1/services HTTP/9.9\r\nHost: node\r\n\r\n")]
    [InlineData("GET /v1/services HTTP/1.1\r\n\r\n")]
    [InlineData("GET /v1/services HTTP/1.1\r\nHost: node\r\nno colon\r\n\r\n")]
    [InlineData("GET /v1/serv\0ices HTTP/1.1\r\nHost: node\r\n\r\n")]
    [InlineData("POST /v1/reload HTTP/1.1\r\nHost: node\r\nContent-Length: x\r\n\r\n")]
    [InlineData("POST /v1/reload HTTP/1.1\r\nHost: node\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task What_is_no_HTTP_is_answered_with_an_error_and_closed(string bytes)
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Connect();
        client.Write(bytes);

        Assert.Matches("^HTTP/1.1 (400|505) ", client.ReadToEnd());

        Assert.Empty(api.Plane.Asked);
        api.StillAnswers();
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /v1/ser")]
    [InlineData("GET /v1/services HTTP/1.1\r\nHost: no")]
    [InlineData("POST /v1/services/web/enable HTTP/1.1\r\nHost: node\r\nContent-Length: 10\r\n\r\n{")]
    public async Task Half_a_request_never_reaches_the_node(string bytes)
    {
        await using var api = await RunningApi.StartAsync();
        using (var client = api.Connect())
        {
            client.Write(bytes);
        }

        api.StillAnswers();
        Assert.Single(api.Plane.Asked);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_also_if_its_length_is_not_said()
    {
        await using var api = await RunningApi.StartAsync();
        using var said = api.Connect();
        said.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\nContent-Length: 65537\r\n\r\n");
        using var unsaid = api.Connect();
        unsaid.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\nTransfer-Encoding: chunked\r\n\r\n");
        unsaid.Write("20000\r\n" + new string(' ', 0x10001));

        Assert.All([said.Read(), unsaid.Read()], reply =>
        {
            Assert.Equal(413, reply.Status);
            Assert.Contains("at most 65536 bytes", reply.Body, StringComparison.Ordinal);
        });
        Assert.Empty(api.Plane.Asked);
        api.StillAnswers();
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read()
    {
        await using var api = await RunningApi.StartAsync();

        Assert.Equal(200, api.Send("POST", "/v1/reload", "{}" + new string(' ', 65_534)).Status);
    }

    [Theory]
    [InlineData(5_000, 414)]
    [InlineData(300, 400)]
    public async Task A_name_over_the_limit_is_refused(int length, int status)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send("POST", $"/v1/services/{new string('a', length)}/enable");

        Assert.Equal(status, reply.Status);
        Assert.Empty(api.Plane.Asked);
    }

    [Fact]
    public async Task Too_many_headers_are_431()
    {
        await using var api = await RunningApi.StartAsync();
        var headers = string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: y\r\n"));

        Assert.Equal(431, api.Send("GET", "/v1/services", "", headers).Status);
    }

    [Fact]
    public async Task A_bad_body_leaves_the_connection_usable()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Connect();

        var refused = client.Send("POST", "/v1/services/web/scale", "{}");
        var done = client.Send("POST", "/v1/services/web/scale", """{"count":1}""");

        Assert.Equal((400, 200), (refused.Status, done.Status));
        Assert.Contains("the body has no count; expected an integer from 0 to 10000", refused.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_mutated_bytes_of_requests_do_not_hurt_the_server()
    {
        string[] seeds =
        [
            "GET /v1/services HTTP/1.1\r\nHost: node\r\n\r\n",
            "GET /v1/containers?service=web%20x HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n",
            "POST /v1/services/web/scale HTTP/1.1\r\nHost: node\r\nContent-Length: 23\r\n\r\n"
                + "{\"count\":3,\"timeout\":1}",
            "POST /v1/configuration?node=n1 HTTP/1.1\r\nHost: node\r\nContent-Length: 25\r\n\r\n"
                + "{\"text\":\"a=1\",\"origin\":1}",
            "POST /v1/reload HTTP/1.1\r\nHost: node\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        ];
        await using var api = await RunningApi.StartAsync();
        var random = new Random(20_240_501);
        for (var round = 0; round < 1_500; round++)
        {
            using var client = api.Connect();
            client.Write(Mutated(Encoding.Latin1.GetBytes(seeds[random.Next(seeds.Length)]), random));
            client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            var answer = client.ReadToEnd();
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), answer);
            Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal);
        }

        api.StillAnswers();
    }

    private static byte[] Mutated(byte[] request, Random random)
    {
        var bytes = request.ToList();
        for (var edits = random.Next(1, 6); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, random.Next(bytes.Count - at))); break;
                default: bytes.RemoveRange(at, random.Next(bytes.Count - at)); break;
            }
        }

        return [.. bytes];
    }
}
