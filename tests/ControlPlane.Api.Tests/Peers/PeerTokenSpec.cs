using System.Net;
using ControlPlane.Api.Peers;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests.Peers;

public sealed class PeerTokenSpec
{
    private static readonly AdminProtocol.Request Question = new AdminProtocol.Shutdown();

    [Theory]
    [InlineData("another token", "the token of the request is not the one of this node")]
    [InlineData("the token of the tes", "the token of the request is not the one of this node")]
    [InlineData("", "the request has no token")]
    public async Task A_wrong_token_lets_nobody_in_and_the_log_says_so(string token, string error)
    {
        await using var peer = await RunningPeer.StartAsync();

        var refused = Assert.IsType<AdminProtocol.Refused>(await peer.AskAsync(Question, peer.Address(token: token)));

        Assert.Equal(Refusal.Forbidden, refused.Why);
        Assert.StartsWith($"node [n1] at {peer.Endpoint}: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(error, refused.Error, StringComparison.Ordinal);
        Assert.Empty(peer.Plane.Asked);
        var line = Assert.Single(peer.Log.Lines);
        Assert.StartsWith(
            "Warning: peers: 127.0.0.1 asked POST /v1/node/shutdown?node=n1 with", line, StringComparison.Ordinal);
        Assert.DoesNotContain("token of the t", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task As_long_as_the_node_knows_no_token_nobody_is_let_in(string? token)
    {
        var known = token;
        await using var peer = await RunningPeer.StartAsync(token: () => known);

        var refused = Assert.IsType<AdminProtocol.Refused>(
            await peer.AskAsync(Question, peer.Address(token: token ?? "")));
        known = RunningPeer.Token;
        var answered = await peer.AskAsync(Question);

        Assert.Equal(Refusal.Unavailable, refused.Why);
        Assert.Contains("does not know the token yet", refused.Error, StringComparison.Ordinal);
        Assert.IsType<AdminProtocol.Done>(answered);
    }

    [Theory]
    [InlineData("Bearer the token of the test", HttpStatusCode.OK)]
    [InlineData("bearer the token of the test", HttpStatusCode.OK)]
    [InlineData("Basic the token of the test", HttpStatusCode.Unauthorized)]
    [InlineData("the token of the test", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    public async Task The_token_stands_in_the_header_for_it(string header, HttpStatusCode status)
    {
        await using var peer = await RunningPeer.StartAsync();
        using var client = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Get, $"http://{peer.Endpoint}/v1/services")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.TryAddWithoutValidation("Authorization", header);

        using var reply = await client.SendAsync(message);

        Assert.Equal((status, HttpVersion.Version20), (reply.StatusCode, reply.Version));
        Assert.Equal(status == HttpStatusCode.OK, peer.Plane.Asked.Count == 1);
    }

    [Fact]
    public async Task Plain_text_is_listened_for_on_loopback_only()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => PeerFace.StartAsync(
            new RecordingPlane(),
            new PeerFaceOptions { Listen = new IPEndPoint(IPAddress.Any, 0), Token = () => "x" },
            new LogLines()));

        Assert.Contains(
            "the address is [0.0.0.0:0] without TLS; plain text is for loopback only", failure.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1:80", "plain HTTP is for loopback only")]
    [InlineData("example.test:80", "plain HTTP is for loopback only")]
    [InlineData("127.0.0.1", "that is no address; expected HOST:PORT")]
    [InlineData("127.0.0.1:port", "that is no address")]
    [InlineData("me@127.0.0.1:80", "that is no address")]
    [InlineData("127.0.0.1:80/x", "that is no address")]
    [InlineData("", "that is no address")]
    public async Task The_token_is_not_sent_anywhere_else(string address, string problem)
    {
        using var client = new PeerClient(new PeerClientOptions(), new LogLines());

        var reply = await client.AskAsync(
            new PeerAddress("n1", address, Tls: false, "secret"), Question, new Caller("test"), CancellationToken.None);

        var refused = Assert.IsType<AdminProtocol.Refused>(reply);
        Assert.Equal(Refusal.Unavailable, refused.Why);
        Assert.Contains(problem, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_at_the_start()
    {
        await using var peer = await RunningPeer.StartAsync();

        var failure = await Assert.ThrowsAsync<IOException>(() => PeerFace.StartAsync(
            new RecordingPlane(), new PeerFaceOptions { Listen = peer.Endpoint, Token = () => "x" }, new LogLines()));

        Assert.Contains($"127.0.0.1:{peer.Endpoint.Port}", failure.Message, StringComparison.Ordinal);
    }
}
