using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>Services that run inside the node.</summary>
public sealed class InProcessSpec : IAsyncLifetime
{
    private readonly Place _place = new();
    private readonly int _hello = FreePort.Next(), _echo = FreePort.Next();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Hello("hello", _hello) + $$"""
            echo {
              protocol {
                tcp.address = [ { type = internet, bind = "[::1]:{{_echo}}" } ]
                local.address = [ { type = unixdomain, path = "echo.sock", mode = "0600" } ]
              }
              processor.type = echo
            }
            """);
        await _place.Start();
        await _place.Ready("hello", 1);
        await _place.Ready("echo", 1);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_connection_to_a_disabled_one_waits_and_is_answered_after_enable()
    {
        await _place.Done("disable", "hello");
        var answer = Web.Ask(await Web.Connect(_hello));
        Assert.Empty(await _place.Containers("hello"));
        Assert.False(answer.IsCompleted);

        await _place.Done("enable", "hello");

        Assert.StartsWith("HTTP/1.", await answer);
    }

    [Fact]
    public async Task Echo_sends_back_what_comes_on_IPv6_and_on_a_unix_socket()
    {
        var path = Path.Combine(_place.SocketDirectory, "echo.sock");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        Assert.Equal("to and fro", await Echoed(new UnixDomainSocketEndPoint(path), ProtocolType.Unspecified));
        Assert.Equal(
            "to and fro", await Echoed(new IPEndPoint(IPAddress.IPv6Loopback, _echo), ProtocolType.Tcp));
        Assert.Contains($"unix:{path}", await _place.Done("list", "-o", "json"));
        Assert.Contains($"[::1]:{_echo}", await _place.Done("list", "-o", "json"));
    }

    [Fact]
    public async Task Restarts_refuse_nobody()
    {
        var visitors = new Visitors(_hello);
        await using (visitors)
        {
            for (var i = 0; i < 5; i++)
            {
                await _place.Done("restart", "hello");
            }
        }

        Assert.Equal((0, true), (visitors.Refused, visitors.Answered > 0));
    }

    private static async Task<string> Echoed(EndPoint where, ProtocolType protocol)
    {
        using var client = new Socket(where.AddressFamily, SocketType.Stream, protocol);
        await client.ConnectAsync(where);
        await client.SendAsync("to and fro"u8.ToArray());
        using var reader = new StreamReader(new NetworkStream(client), Encoding.UTF8);
        client.Shutdown(SocketShutdown.Send);
        return await reader.ReadToEndAsync().WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
    }
}
