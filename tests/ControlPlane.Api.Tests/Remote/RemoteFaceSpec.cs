using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using ControlPlane.Api.Remote;
using ControlPlane.Api.Server;
using ControlPlane.Api.Tests.Tls;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests.Remote;

public sealed class RemoteFaceSpec : IDisposable
{
    private readonly PeerAuthority _authority = new();
    private readonly RecordingPlane _plane = new();
    private readonly LogLines _log = new();
    private readonly string _token;

    public RemoteFaceSpec() => _token = _authority.Directory.Write("token", " secret\n");

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("secret", HttpStatusCode.OK)]
    [InlineData("Secret", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Whoever_has_the_token_may_ask(string? token, HttpStatusCode status)
    {
        await using var face = await StartAsync();

        using var reply = await AskAsync($"http://{face.Endpoint}", token);

        Assert.Equal((status, HttpVersion.Version11), (reply.StatusCode, reply.Version));
        Assert.Equal(
            status == HttpStatusCode.OK ? [new Caller("control from 127.0.0.1")] : [],
            _plane.Asked.Select(asked => asked.Caller));
    }

    [Fact]
    public async Task A_new_token_counts_at_once_and_without_one_nobody_may_ask()
    {
        await using var face = await StartAsync();
        File.WriteAllText(_token, "new");
        using var old = await AskAsync($"http://{face.Endpoint}", "secret");
        using var now = await AskAsync($"http://{face.Endpoint}", "new");
        File.Delete(_token);
        using var none = await AskAsync($"http://{face.Endpoint}", "new");
        using var again = await AskAsync($"http://{face.Endpoint}", "");

        Assert.Equal(
            [
                HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable,
                HttpStatusCode.ServiceUnavailable,
            ],
            new[] { old, now, none, again }.Select(reply => reply.StatusCode));
        Assert.Contains(
            _token, Assert.Single(_log.Lines, line => line.StartsWith("Error: ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_the_client_needs_no_certificate_and_may_speak_HTTP_2()
    {
        var files = _authority.Issue("api", "api", ip: "127.0.0.1", use: PeerAuthority.ForServers);
        await using var face = await StartAsync(new ServerTls(files.Certificate, files.Key));

        using var http1 = await AskAsync($"https://{face.Endpoint}", "secret");
        using var http2 = await AskAsync($"https://{face.Endpoint}", "secret", HttpVersion.Version20);
        using var wrong = await AskAsync($"https://{face.Endpoint}", "wrong");

        Assert.Equal(
            [
                (HttpStatusCode.OK, HttpVersion.Version11),
                (HttpStatusCode.OK, HttpVersion.Version20),
                (HttpStatusCode.Unauthorized, HttpVersion.Version11),
            ],
            new[] { http1, http2, wrong }.Select(reply => (reply.StatusCode, reply.Version)));
    }

    [Fact]
    public async Task What_nodes_ask_each_other_is_not_for_people()
    {
        await using var face = await StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");

        using var reply = await client.PostAsync(
            new Uri($"http://{face.Endpoint}/v1/await"), new StringContent("""{"revision":1}"""));

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Empty(_plane.Asked);
    }

    [Theory]
    [InlineData("", "it is empty; expected a token")]
    [InlineData(null, "cannot be used")]
    public async Task Without_a_token_it_does_not_start(string? content, string error)
    {
        if (content is null)
        {
            File.Delete(_token);
        }
        else
        {
            File.WriteAllText(_token, content);
        }

        var failure = await Assert.ThrowsAsync<IOException>(() => StartAsync());

        Assert.Contains($"the token file [{_token}] cannot be used", failure.Message, StringComparison.Ordinal);
        Assert.Contains(error, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_is_for_loopback_only() =>
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(listen: new IPEndPoint(IPAddress.Any, 0)));

    [Fact]
    public async Task An_address_that_this_machine_does_not_have_is_a_failure_that_names_it()
    {
        var files = _authority.Issue("api", "api", use: PeerAuthority.ForServers);
        var elsewhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8443);

        var failure = await Assert.ThrowsAsync<IOException>(
            () => StartAsync(new ServerTls(files.Certificate, files.Key), elsewhere));

        Assert.Contains("192.0.2.1:8443", failure.Message, StringComparison.Ordinal);
    }

    private Task<TcpFace> StartAsync(ServerTls? tls = null, IPEndPoint? listen = null)
    {
        _plane.Answer = _ => new AdminProtocol.Services([]);
        return RemoteFace.StartAsync(
            _plane,
            new RemoteFaceOptions { Listen = listen ?? new IPEndPoint(
                IPAddress.Loopback, 0), TokenFile = _token, Tls = tls },
            _log);
    }

    private async Task<HttpResponseMessage> AskAsync(string root, string? token, Version? version = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = _authority.Trust() },
        });
        using var message = new HttpRequestMessage(HttpMethod.Get, $"{root}/v1/services")
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return await client.SendAsync(message);
    }
}
