using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ControlPlane.Api.Peers;
using ControlPlane.Api.Tests.Tls;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Peers;

public sealed class PeerTlsSpec : IDisposable
{
    private readonly PeerAuthority _authority = new();
    private readonly PeerAuthority _foreign = new("somebody else");
    private readonly PeerTls _n1;
    private readonly PeerTls _n2;

    public PeerTlsSpec()
    {
        _n1 = _authority.Issue("n1");
        _n2 = _authority.Issue("n2", "n2");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _foreign.Dispose();
    }

    [Fact]
    public async Task Two_nodes_of_one_authority_understand_each_other_and_the_audit_line_has_the_name()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);

        var reply = await peer.AskSecurelyAsync(_n2);

        Assert.IsType<AdminProtocol.Done>(reply);
        Assert.Equal(new Caller("peer n2 for test"), Assert.Single(peer.Plane.Asked).Caller);
    }

    [Theory]
    [InlineData("")]
    [InlineData("another token")]
    public async Task A_certificate_of_the_authority_alone_makes_nobody_a_node(string token)
    {
        await using var peer = await RunningPeer.StartAsync(_n1);
        using var client = new PeerClient(RunningPeer.Patient with { Tls = _n2 }, new LogLines());

        var reply = await client.AskAsync(
            peer.Address(tls: true, token: token), new AdminProtocol.Shutdown(), new Caller("test"),
            CancellationToken.None);

        Assert.Equal(Refusal.Forbidden, Assert.IsType<AdminProtocol.Refused>(reply).Why);
        Assert.Empty(peer.Plane.Asked);
        Assert.Contains(
            peer.Log.Lines, line => line.Contains("asked POST /v1/node/shutdown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_a_peer_says_it_asks_for_is_never_said_without_that_peer()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);
        var rogue = _authority.Issue("n3", "uid 0 pid 1 via control.sock");

        await peer.AskSecurelyAsync(rogue);

        Assert.Equal(new Caller("peer uid 0 pid 1 via control.sock for test"), Assert.Single(peer.Plane.Asked).Caller);
    }

    [Fact]
    public async Task The_name_may_stand_in_the_alternative_names_or_be_the_host()
    {
        await using var byName = await RunningPeer.StartAsync(
            _authority.Issue("a", "shop server", dns: ["other", "N1"]));
        await using var byHost = await RunningPeer.StartAsync(_authority.Issue("b", "shop server", ip: "127.0.0.1"));

        Assert.IsType<AdminProtocol.Done>(await byName.AskSecurelyAsync(_n2));
        Assert.IsType<AdminProtocol.Done>(await byHost.AskSecurelyAsync(_n2));
    }

    [Theory]
    [InlineData("n7")]
    [InlineData("n1.example")]
    [InlineData("*")]
    public async Task A_peer_with_the_certificate_of_another_node_is_not_asked(string name)
    {
        await using var peer = await RunningPeer.StartAsync(_authority.Issue("n7", name, dns: [name], ip: "127.0.0.9"));

        AssertUnavailable(
            peer,
            await peer.AskSecurelyAsync(_n2),
            $"its certificate is that of [{name}, DNS {name}, IP 127.0.0.9]; expected the name n1 or 127.0.0.1");
    }

    [Fact]
    public async Task A_peer_of_another_authority_is_not_asked_and_may_not_ask()
    {
        await using var peer = await RunningPeer.StartAsync(_foreign.Issue("n1"));
        AssertUnavailable(peer, await peer.AskSecurelyAsync(_n2), "its certificate [CN=n1] is not trusted");

        await using var own = await RunningPeer.StartAsync(_n1);
        AssertUnavailable(
            own, await own.AskSecurelyAsync(_foreign.Issue("n2", "n2") with { Authority = _authority.File }));
        await AssertRefused(own, "its certificate [CN=n2] is not trusted");
    }

    [Fact]
    public async Task An_expired_certificate_counts_for_nothing_at_either_side()
    {
        await using var peer = await RunningPeer.StartAsync(_authority.Issue("old", isExpired: true));
        AssertUnavailable(peer, await peer.AskSecurelyAsync(_n2), "NotTimeValid");

        await using var own = await RunningPeer.StartAsync(_n1);
        AssertUnavailable(own, await own.AskSecurelyAsync(_authority.Issue("old2", "n2", isExpired: true)));
        await AssertRefused(own, "NotTimeValid");
    }

    [Fact]
    public async Task A_certificate_for_servers_only_may_not_ask_and_one_for_clients_only_is_not_asked()
    {
        await using var peer = await RunningPeer.StartAsync(_authority.Issue("c", use: PeerAuthority.ForClients));
        AssertUnavailable(peer, await peer.AskSecurelyAsync(_n2), "NotValidForUsage");

        await using var own = await RunningPeer.StartAsync(_authority.Issue("s", use: PeerAuthority.ForServers));
        Assert.IsType<AdminProtocol.Done>(
            await own.AskSecurelyAsync(_authority.Issue("c2", "n2", use: PeerAuthority.ForClients)));
        own.Plane.Asked.Clear();
        AssertUnavailable(own, await own.AskSecurelyAsync(_authority.Issue("s2", "n2", use: PeerAuthority.ForServers)));
        await AssertRefused(own, "NotValidForUsage");
    }

    [Fact]
    public async Task Whoever_shows_no_certificate_gets_no_answer()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);
        using var socket = new TcpClient();
        await socket.ConnectAsync(peer.Endpoint);
        await using var tls = new SslStream(socket.GetStream());

        var answer = await Record.ExceptionAsync(async () =>
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "n1",
                CertificateChainPolicy = _authority.Trust(),
            });
            await tls.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /v1/services HTTP/1.1\r\nHost: n1\r\nAuthorization: Bearer {RunningPeer.Token}\r\n\r\n"));
            if (await tls.ReadAsync(new byte[100]) == 0)
            {
                throw new IOException("closed");
            }
        });

        Assert.NotNull(answer);
        await AssertRefused(peer, "it has shown no certificate");
    }

    [Fact]
    public async Task Whoever_speaks_plain_text_gets_no_answer()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);

        AssertUnavailable(peer, await peer.AskAsync(new AdminProtocol.Shutdown()));
    }

    [Fact]
    public async Task With_a_certificate_HTTP_1_1_is_answered_too()
    {
        await using var peer = await RunningPeer.StartAsync(_authority.Issue("h", "h", ip: "127.0.0.1"));
        using var own = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
            _n2.Certificate, _n2.Key);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { ClientCertificates = [own], CertificateChainPolicy = _authority.Trust() },
        };
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Authorization = new("Bearer", RunningPeer.Token);
        peer.Plane.Answer = _ => new AdminProtocol.Services([]);

        using var reply = await client.GetAsync(new Uri($"https://{peer.Endpoint}/v1/services"));

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (reply.StatusCode, reply.Version));
        Assert.Equal(
            (new AdminProtocol.ListServices(), new Caller("peer n2")), Assert.Single(peer.Plane.Asked));
    }

    [Fact]
    public async Task A_certificate_that_is_replaced_on_disk_counts_from_the_next_connection_and_a_broken_one_never()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);
        _authority.Issue("n1", "n9");   // its files, written over
        AssertUnavailable(peer, await peer.AskSecurelyAsync(_n2), "its certificate is that of [n9]");
        Assert.IsType<AdminProtocol.Done>(await peer.AskSecurelyAsync(_n2, "n9"));

        File.WriteAllText(_n1.Key, "half a k");
        Assert.IsType<AdminProtocol.Done>(await peer.AskSecurelyAsync(_n2, "n9"));
        Assert.IsType<AdminProtocol.Done>(await peer.AskSecurelyAsync(_n2, "n9"));
        var broken = Assert.Single(peer.Log.Lines, line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.Contains(
            $"peers: the key [{_n1.Key}] does not belong to the certificate", broken, StringComparison.Ordinal);
        Assert.Contains("the certificate of before stays in use", broken, StringComparison.Ordinal);

        _authority.Issue("n1", "n1");
        Assert.IsType<AdminProtocol.Done>(await peer.AskSecurelyAsync(_n2));
        Assert.Equal(
            3, peer.Log.Lines.Count(
                line => line.StartsWith("Information: peers: the certificate [", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_authority_that_is_replaced_on_disk_counts_from_the_next_connection()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);
        var kept = _authority.Directory.Write("kept.pem", File.ReadAllText(_authority.File));
        var (before, after) = (_n2 with { Authority = kept }, _foreign.Issue("n2", "n2") with { Authority = kept });
        Assert.IsType<AdminProtocol.Done>(await peer.AskSecurelyAsync(before));
        peer.Plane.Asked.Clear();
        AssertUnavailable(peer, await peer.AskSecurelyAsync(after));

        File.Copy(_foreign.File, _n1.Authority, overwrite: true);

        AssertUnavailable(peer, await peer.AskSecurelyAsync(before));
        Assert.IsType<AdminProtocol.Done>(await peer.AskSecurelyAsync(after));
    }

    [Fact]
    public async Task An_authority_without_a_certificate_is_named()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);
        var empty = _authority.Directory.Write("empty.pem", "");

        AssertUnavailable(
            peer, await peer.AskSecurelyAsync(_n2 with { Authority = empty }),
            $"the file [{empty}] has no certificate; expected one or more");
    }

    [Fact]
    public async Task Many_requests_at_once_share_one_connection()
    {
        await using var peer = await RunningPeer.StartAsync(_n1, new() { MaxConnections = 1 });
        var release = new TaskCompletionSource<AdminProtocol.Reply>();
        peer.Plane.AnswerLater = (_, _) => release.Task;
        using var client = new PeerClient(RunningPeer.Patient with { Tls = _n2 }, new LogLines());

        var asked = Enumerable.Range(0, 20).Select(_ => client.AskAsync(
            peer.Address(tls: true), new AdminProtocol.ListServices(), new Caller("test"),
            CancellationToken.None)).ToArray();
        await Eventually.True(() => peer.Plane.Asked.Count == 20);
        release.SetResult(new AdminProtocol.Services([]));

        Assert.All(await Task.WhenAll(asked), reply => Assert.IsType<AdminProtocol.Services>(reply));
    }

    [Fact]
    public async Task A_node_without_certificates_says_so()
    {
        await using var peer = await RunningPeer.StartAsync(_n1);

        AssertUnavailable(
            peer, await peer.AskAsync(new AdminProtocol.Shutdown(), peer.Address(tls: true)),
            "this node has no cluster.tls");
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_an_error_at_the_start()
    {
        var missing = await Assert.ThrowsAsync<IOException>(
            () => RunningPeer.StartAsync(_n1 with { Key = "/nonexistent/n1.key" }));
        var foreign = await Assert.ThrowsAsync<IOException>(() => RunningPeer.StartAsync(_n1 with { Key = _n2.Key }));

        Assert.Contains("the file [/nonexistent/n1.key] cannot be read", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"the key [{_n2.Key}] does not belong to", foreign.Message, StringComparison.Ordinal);
    }

    private static void AssertUnavailable(RunningPeer peer, AdminProtocol.Reply reply, string reason = "")
    {
        var refused = Assert.IsType<AdminProtocol.Refused>(reply);
        Assert.Equal(Refusal.Unavailable, refused.Why);
        Assert.StartsWith($"node [n1] at {peer.Endpoint} cannot be asked: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
        Assert.Empty(peer.Plane.Asked);
    }

    // The handshake of TLS 1.3 ends at the client first.
    private static Task AssertRefused(RunningPeer peer, string reason) => Eventually.True(
        () => peer.Log.Lines.Any(
            line => line.StartsWith("Warning: peers: a connection was refused: ", StringComparison.Ordinal)
            && line.Contains(reason, StringComparison.Ordinal)),
        describe: () => string.Join('\n', peer.Log.Lines));
}
