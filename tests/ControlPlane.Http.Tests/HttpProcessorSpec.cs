using System.Net;
using System.Net.WebSockets;
using System.Text;
using ControlPlane.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ControlPlane.Http.Tests;

public sealed class HttpProcessorSpec
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Many_requests_of_one_connection_are_one_job()
    {
        await using var place = await Start();
        using var client = new HttpClient();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("HTTP/1.1 GET", await client.GetStringAsync($"{place.Url}/hello"));
        }

        Assert.Equal((1, 1), (place.Taken, place.Jobs));
        client.Dispose();
        await Eventually.True(() => place.Jobs == 0);
    }

    [Fact]
    public async Task Chunked_bodies_go_both_ways()
    {
        await using var place = await Start();
        using var client = new HttpClient();
        var said = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{place.Url}/back");
        request.Content = new StreamContent(new Unsized(Encoding.ASCII.GetBytes(said)));
        request.Headers.TransferEncodingChunked = true;
        using var answer = await client.SendAsync(request);
        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.Equal(said, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_WebSocket_gets_its_echo()
    {
        await using var place = await Start();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{place.Address}/socket"), CancellationToken.None);
        foreach (var word in (string[])["one", "two", new string('x', 100_000)])
        {
            await socket.SendAsync(
                Encoding.ASCII.GetBytes(word), WebSocketMessageType.Text, true, CancellationToken.None);
            Assert.Equal(word, await Message(socket));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(
            Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task HTTP_2_with_prior_knowledge_has_many_requests_at_once_on_one_connection()
    {
        await using var place = await Start();
        using var client = Http2();
        var slow = Enumerable.Range(0, 5).Select(_ => client.GetStringAsync($"{place.Url}/slow")).ToList();
        Assert.Equal("HTTP/2 GET", await client.GetStringAsync($"{place.Url}/hello"));
        Assert.Equal(1, place.Taken);
        _release.SetResult();
        Assert.All(
            await Task.WhenAll(slow).WaitAsync(Deadline, TimeProvider.System), text => Assert.Equal("slow", text));
    }

    [Fact]
    public async Task Without_http2_the_preface_is_no_request()
    {
        await using var place = await Start(("http2", false));
        await using var stream = await place.Connect();
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());

        // Kestrel says GOAWAY (HTTP_1_1_REQUIRED) and closes.
        var answer = await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync().WaitAsync(
            Deadline, TimeProvider.System);
        Assert.DoesNotContain(" 200 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\0\0\0\x0d", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P", "ROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("PR", "OPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("G", "ET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    public async Task A_method_that_begins_as_the_preface_does_and_comes_byte_by_byte_is_HTTP_1(
        string first, string rest)
    {
        await using var place = await Start();
        await using var stream = await place.Connect();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(first));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(rest));
        var answer = await new StreamReader(stream).ReadToEndAsync().WaitAsync(Deadline, TimeProvider.System);
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_closes_in_the_middle_of_the_preface_is_let_go_at_once()
    {
        await using var place = await Start();
        await using (var stream = await place.Connect())
        {
            await stream.WriteAsync("PR"u8.ToArray());
        }

        await Eventually.True(() => place is { Taken: 1, Jobs: 0 });
    }

    [Fact]
    public async Task When_it_leaves_running_requests_are_finished_and_idle_connections_closed()
    {
        await using var place = await Start();
        using var busy = new HttpClient();
        using var idle = new HttpClient();
        await using var silent = await place.Connect();
        Assert.Equal("HTTP/1.1 GET", await idle.GetStringAsync($"{place.Url}/hello"));
        var slow = busy.GetStringAsync($"{place.Url}/slow");
        await _begun.Task.WaitAsync(Deadline, TimeProvider.System);
        var leaving = place.Leave();
        Assert.Equal(0, await silent.ReadAsync(new byte[1]).AsTask().WaitAsync(Deadline, TimeProvider.System));
        Assert.False(leaving.IsCompleted);
        _release.SetResult();
        Assert.Equal("slow", await slow.WaitAsync(Deadline, TimeProvider.System));
        await leaving.WaitAsync(Deadline, TimeProvider.System);
        Assert.Equal(0, place.Jobs);
    }

    [Fact]
    public async Task A_client_that_says_all_before_it_gets_its_answer_still_gets_it()
    {
        await using var place = await Start();
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(place.Address);
        await socket.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray());
        var answer = await new StreamReader(new System.Net.Sockets.NetworkStream(socket)).ReadToEndAsync()
            .WaitAsync(Deadline, TimeProvider.System);
        Assert.Contains("HTTP/1.1 GET\r\n", answer, StringComparison.Ordinal);
    }

    private static HttpClient Http2() => new()
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static async Task<string> Message(WebSocket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8_000];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(
                Deadline, TimeProvider.System);
            text.Append(Encoding.ASCII.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage)
            {
                return text.ToString();
            }
        }
    }

    private async Task<Place> Start(params (string, object)[] settings) => await Place.Start(
        HttpProcessor.Create(new Settings(settings), null, app =>
        {
            app.UseWebSockets();
            app.MapGet("/hello", (HttpContext context) => $"{context.Request.Protocol} {context.Request.Method}");
            app.MapGet("/slow", async () =>
            {
                _begun.TrySetResult();
                await _release.Task;
                return "slow";
            });
            app.MapPost("/back", (HttpContext context) => context.Request.Body.CopyToAsync(context.Response.Body));
            app.Map("/socket", Echo);
        }));

    private static async Task Echo(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4_000];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", context.RequestAborted);
                return;
            }

            await socket.SendAsync(
                buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, context.RequestAborted);
        }
    }

    /// <summary>A stream that does not know its length.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
