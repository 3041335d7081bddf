using System.Net.Sockets;
using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Requests;

public sealed class SlowClientsSpec
{
    [Fact]
    public async Task Headers_that_do_not_come_are_408()
    {
        await using var api = await RunningApi.StartAsync(new() { HeadersTimeout = TimeSpan.FromMilliseconds(200) });
        using var client = api.Connect();
        client.Write("GET /v1/services HTTP/1.1\r\nHo");

        Assert.StartsWith("HTTP/1.1 408 ", client.ReadToEnd(), StringComparison.Ordinal);
        api.StillAnswers();
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_408_and_never_reaches_the_node()
    {
        await using var api = await RunningApi.StartAsync(
            new() { SlowTransferGrace = TimeSpan.FromMilliseconds(1100), MinBytesPerSecond = 1000 });
        using var client = api.Connect();
        client.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\nContent-Length: 2\r\n\r\n{");

        Assert.StartsWith("HTTP/1.1 408 ", client.ReadToEnd(), StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
        api.StillAnswers();
    }

    [Fact]
    public async Task A_reply_that_nobody_fetches_is_given_up()
    {
        await using var api = await RunningApi.StartAsync(
            new() { SlowTransferGrace = TimeSpan.FromMilliseconds(1100), MinBytesPerSecond = 1e9 });
        api.Plane.Answer = _ => new AdminProtocol.Done(new string('x', 16 * 1024 * 1024));
        using var client = api.Connect();
        client.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\n\r\n");

        // Nothing is read: what the kernel and the server buffer is far less. The server hangs up all the same.
        await Eventually.True(() => client.Socket.Poll(0, SelectMode.SelectError) || HungUp(client.Socket));

        Assert.InRange(client.ReadToEnd().Length, 0, 15 * 1024 * 1024);
        api.StillAnswers();
    }

    [Fact]
    public async Task A_connection_without_a_request_is_closed_after_a_while()
    {
        await using var api = await RunningApi.StartAsync(new() { KeepAliveTimeout = TimeSpan.FromSeconds(2) });
        using var client = api.Connect();
        client.Send("GET", "/v1/services");

        Assert.Equal("", client.ReadToEnd());
    }

    // A write fails as soon as the other side has closed.
    private static bool HungUp(Socket socket)
    {
        try
        {
            socket.Send("x"u8);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
