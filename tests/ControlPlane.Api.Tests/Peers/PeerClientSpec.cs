using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.Api.Peers;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Peers;

public sealed class PeerClientSpec
{
    private static readonly Caller Test = new("test");
    private static readonly Task<AdminProtocol.Reply> Never = new TaskCompletionSource<AdminProtocol.Reply>().Task;

    private static readonly PeerClientOptions Hasty = new()
    {
        AnswerDeadline = TimeSpan.FromMilliseconds(200),
        CommandMargin = TimeSpan.FromMilliseconds(100),
    };

    public static TheoryData<AdminProtocol.Request, string> Deadlines => new()
    {
        { new AdminProtocol.ListServices(), "0.2 s" },
        { new AdminProtocol.Enable("web", new(Wait: false)), "0.2 s" },
        { new AdminProtocol.Enable("web", new(Timeout: TimeSpan.FromMilliseconds(50))), "0.15 s" },
    };

    [Theory]
    [MemberData(nameof(Deadlines))]
    public async Task A_peer_that_never_answers_is_given_up_at_the_deadline(
        AdminProtocol.Request request, string waited)
    {
        await using var peer = await RunningPeer.StartAsync();
        peer.Plane.AnswerLater = (_, _) => Never;

        AssertUnavailable(peer, await peer.AskAsync(request, options: Hasty), $"it did not answer within {waited}");
    }

    [Fact]
    public async Task A_process_that_accepts_and_is_silent_is_given_up_at_the_deadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new PeerClient(Hasty, new LogLines());

        var reply = await client.AskAsync(
            new PeerAddress("n1", listener.LocalEndpoint.ToString()!, Tls: false, "x"),
            new AdminProtocol.ListServices(), Test, CancellationToken.None);

        Assert.Contains(
            "it did not answer within 0.2 s", Assert.IsType<AdminProtocol.Refused>(reply).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_freezes_while_it_is_waited_for_is_found_out_without_a_deadline()
    {
        // It speaks HTTP/2 so far that a request can be sent, and then nothing more.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new PeerClient(
            new PeerClientOptions { PingDelay = TimeSpan.FromSeconds(1), PingTimeout = TimeSpan.FromSeconds(1) },
            new LogLines());
        var asked = client.AskAsync(
            new PeerAddress("n1", listener.LocalEndpoint.ToString()!, Tls: false, "x"),
            new AdminProtocol.Enable("web", new()), Test, CancellationToken.None);
        using var frozen = await listener.AcceptTcpClientAsync();
        // RFC 9113: an empty SETTINGS frame
        await frozen.GetStream().WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });

        var reply = await asked.WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(Refusal.Unavailable, Assert.IsType<AdminProtocol.Refused>(reply).Why);
    }

    [Fact]
    public async Task A_command_is_waited_for_longer_than_an_answer()
    {
        await using var peer = await RunningPeer.StartAsync();
        var release = new TaskCompletionSource<AdminProtocol.Reply>();
        peer.Plane.AnswerLater = (request, _) =>
            ((ClusterProtocol.OnNode)request).Inner is AdminProtocol.Command ? release.Task : Never;
        using var client = new PeerClient(Hasty, new LogLines());

        var command = client.AskAsync(
            peer.Address(), new AdminProtocol.Enable("web", new()), Test, CancellationToken.None);
        AssertUnavailable(
            peer, await client.AskAsync(peer.Address(), new AdminProtocol.ListServices(), Test, CancellationToken.None),
            "within");
        release.SetResult(new AdminProtocol.Done("enabled"));

        Assert.Equal("enabled", Assert.IsType<AdminProtocol.Done>(await command).Text);
    }

    [Fact]
    public async Task Whoever_cancels_gets_an_answer_at_once_and_the_peer_learns_of_it()
    {
        await using var peer = await RunningPeer.StartAsync();
        var left = new TaskCompletionSource();
        peer.Plane.AnswerLater = (_, cancellation) =>
        {
            cancellation.Register(left.SetResult);
            return Never;
        };
        using var client = new PeerClient(new PeerClientOptions(), new LogLines());
        using var cancel = new CancellationTokenSource();

        var asked = client.AskAsync(peer.Address(), new AdminProtocol.Enable("web", new()), Test, cancel.Token);
        await Eventually.True(() => peer.Plane.Asked.Count == 1);
        await cancel.CancelAsync();

        AssertUnavailable(peer, await asked, "its answer is not waited for any more");
        await left.Task.WaitAsync(Eventually.DefaultDeadline);
    }

    [Fact]
    public async Task Nobody_there_is_said_with_the_address()
    {
        using var nobody = new RefusingPort();
        var gone = new PeerAddress("n1", nobody.Address.ToString(), Tls: false, "x");
        using var client = new PeerClient(new PeerClientOptions(), new LogLines());
        var refused = Assert.IsType<AdminProtocol.Refused>(
            await client.AskAsync(gone, new AdminProtocol.ListServices(), Test, CancellationToken.None));

        Assert.Equal(
            (Refusal.Unavailable, $"node [n1] at {gone.Address} cannot be asked: Connection refused"),
            (refused.Why, refused.Error));
    }

    [Fact]
    public async Task A_request_for_yet_another_node_is_not_sent()
    {
        await using var peer = await RunningPeer.StartAsync();

        var reply = await peer.AskAsync(new ClusterProtocol.OnNode("n3", new AdminProtocol.ListServices()));

        AssertUnavailable(peer, reply, "OnNode is nothing that a peer can be asked");
        Assert.Empty(peer.Plane.Asked);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_read()
    {
        await using var peer = await RunningPeer.StartAsync();
        peer.Plane.Answer = _ => new AdminProtocol.Done(new string('x', 10_000));

        AssertUnavailable(
            peer,
            await peer.AskAsync(
                new AdminProtocol.Shutdown(), options: new PeerClientOptions { MaxAnswerBytes = 10_000 }),
            "its answer has more than 10000 bytes");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_by_the_peer()
    {
        await using var peer = await RunningPeer.StartAsync();
        var tooMuch = new string('x', ConfigurationLimits.MaxBytes + 1);

        var text = Assert.IsType<AdminProtocol.Refused>(await peer.AskAsync(new ClusterProtocol.Plan(tooMuch, "x")));
        var file = Assert.IsType<AdminProtocol.Refused>(
            await peer.AskAsync(new AdminProtocol.Reload("/" + tooMuch, new())));

        Assert.Equal((Refusal.BadRequest, Refusal.BadRequest), (text.Why, file.Why));
        Assert.Contains("the configuration has 1048577 bytes", text.Error, StringComparison.Ordinal);
        Assert.Contains("at most 65536 bytes", file.Hint, StringComparison.Ordinal);
        Assert.Empty(peer.Plane.Asked);
    }

    [Fact]
    public async Task A_peer_that_has_moved_is_asked_where_it_is_now_and_what_is_on_its_way_still_comes()
    {
        await using var before = await RunningPeer.StartAsync();
        await using var after = await RunningPeer.StartAsync();
        var release = new TaskCompletionSource<AdminProtocol.Reply>();
        before.Plane.AnswerLater = (_, _) => release.Task;
        using var client = new PeerClient(new PeerClientOptions(), new LogLines());

        var first = client.AskAsync(before.Address(), new AdminProtocol.Shutdown(), Test, CancellationToken.None);
        await Eventually.True(() => before.Plane.Asked.Count == 1);
        var second = await client.AskAsync(after.Address(), new AdminProtocol.Shutdown(), Test, CancellationToken.None);
        release.SetResult(new AdminProtocol.Done("from before"));

        Assert.Equal("done", Assert.IsType<AdminProtocol.Done>(second).Text);
        Assert.Equal("from before", Assert.IsType<AdminProtocol.Done>(await first).Text);
    }

    [Theory]
    [InlineData("this is not HTTP\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("")]
    public async Task What_is_no_node_is_unavailable_and_never_an_exception(string bytes)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new PeerClient(new PeerClientOptions(), new LogLines());
        var asked = client.AskAsync(
            new PeerAddress("n1", listener.LocalEndpoint.ToString()!, Tls: false, "x"),
            new AdminProtocol.ListServices(), Test, CancellationToken.None);
        using (var stranger = await listener.AcceptTcpClientAsync())
        {
            await stranger.GetStream().WriteAsync(Encoding.ASCII.GetBytes(bytes));
        }

        listener.Stop();

        Assert.Equal(
            Refusal.Unavailable,
            Assert.IsType<AdminProtocol.Refused>(await asked.WaitAsync(Eventually.DefaultDeadline)).Why);
    }

    private static void AssertUnavailable(RunningPeer peer, AdminProtocol.Reply reply, string reason)
    {
        var refused = Assert.IsType<AdminProtocol.Refused>(reply);
        Assert.Equal(Refusal.Unavailable, refused.Why);
        Assert.StartsWith($"node [n1] at {peer.Endpoint} cannot be asked: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
    }
}
