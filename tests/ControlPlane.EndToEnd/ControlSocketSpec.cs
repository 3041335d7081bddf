using System.Net.Sockets;
using System.Text;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>Whatever comes in through the control socket: the node answers the next one.</summary>
public sealed class ControlSocketSpec : IAsyncLifetime
{
    private const string Disable = "POST /v1/services/a/disable HTTP/1.1\r\nHost: x\r\n";

    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Place _place = new();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Sleeper("a"));
        await _place.Start();
        await _place.Ready("a", 1);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task It_is_for_the_owner_alone()
    {
        Assert.Equal(ReadWrite, File.GetUnixFileMode(Path.Combine(_place.SocketDirectory, "control.sock")));
        Assert.Equal(ReadWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_place.SocketDirectory));
        await _place.Done("list");
    }

    [Fact]
    public async Task Garbage_is_refused()
    {
        var garbage = new byte[4096];
        new Random(7).NextBytes(garbage);
        using var client = await Connect();
        await SendAsMuchAsItTakes(client, garbage);

        var answer = await ReadAll(client);

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer);
        Assert.Contains("a", await _place.Done("list"));
    }

    [Fact]
    public async Task Half_requests_and_fifty_idle_clients_keep_nobody_out()
    {
        var clients = new List<Socket>();
        try
        {
            for (var i = 0; i < 50; i++)
            {
                clients.Add(await Connect());
                if (i % 2 == 0)
                {
                    await clients[i].SendAsync(Encoding.ASCII.GetBytes(Disable + "Content-Le"));
                }
            }

            Assert.Contains("a", await _place.Done("list"));
            Assert.Equal("enabled", (await _place.Service("a")).State);
        }
        finally
        {
            clients.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_refused()
    {
        using var client = await Connect();
        await SendAsMuchAsItTakes(client, Encoding.ASCII.GetBytes(
            Disable + "Content-Type: application/json\r\nContent-Length: 10485760\r\n\r\n"));
        await SendAsMuchAsItTakes(client, Encoding.ASCII.GetBytes(new string(' ', 10_485_760)));

        var answer = await ReadAll(client);

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
        Assert.Contains("a", await _place.Done("list"));
        Assert.Equal("enabled", (await _place.Service("a")).State);
    }

    private async Task<Socket> Connect()
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_place.SocketDirectory, "control.sock")));
        return client;
    }

    /// <summary>The node may hang up before all of it is sent.</summary>
    private static async Task SendAsMuchAsItTakes(Socket client, byte[] bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await client.SendAsync(bytes.AsMemory(sent)).AsTask()
                    .WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            // Its answer, if any, is read by whoever sent this.
        }
    }

    private static async Task<string> ReadAll(Socket client)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int got;
            do
            {
                got = await client.ReceiveAsync(buffer).WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
                text.Append(Encoding.ASCII.GetString(buffer, 0, got));
            }
            while (got > 0);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
        {
            // Hung up on: what came before is the answer.
        }

        return text.ToString();
    }
}
