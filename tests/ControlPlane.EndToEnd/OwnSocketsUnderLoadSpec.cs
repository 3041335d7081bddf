using System.Net;
using System.Net.Sockets;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>
/// Programs that bind their sockets themselves: their connections count as those of inherited sockets do.
/// </summary>
public sealed class OwnSocketsUnderLoadSpec : IAsyncLifetime
{
    // Knows nothing of us but PORT or CPLANE_SOCKET; greets each client, and stays with it until it leaves.
    private const string Program = """
        import os, socket, threading
        if "CPLANE_SOCKET" in os.environ:
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(os.environ["CPLANE_SOCKET"])
        else:
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", int(os.environ["PORT"])))
        def serve(client):
            client.sendall(b"hello")
            client.recv(1)
            client.sendall(b"bye")
            client.close()
        listener.listen(16)
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """;

    private readonly Place _place = new();
    private readonly Dictionary<string, Socket> _clients = [];

    public Task InitializeAsync()
    {
        _place.Write("stay.py", Program);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _clients.Values.ToList().ForEach(c => c.Dispose());
        await _place.DisposeAsync();
    }

    [Theory]
    [InlineData("port")]
    [InlineData("path")]
    public async Task A_dynamic_service_has_as_many_as_the_clients_of_each_need(string kind)
    {
        _place.Configure(Service(kind, """
            workload_manager {
              type = dynamic, max_jobs_per_thread = 1, min_free_jobs_capacity = 1, max_free_jobs_capacity = 1
              max_threads = 3, inactivity_timeout = 1s
            }
            """));
        await _place.Start();
        await _place.Ready("own", 1);

        // One client for each that is there, until there are no more.
        await Eventually.Succeeds(async () =>
        {
            await VisitAll();
            Assert.Equal(3, _clients.Count);
        });
        await Eventually.Succeeds(async () => Assert.All(await _place.Containers("own"), c => Assert.Equal(1, c.Jobs)));

        foreach (var client in _clients.Values)
        {
            await Leave(client);
        }

        await Eventually.Succeeds(async () => Assert.Single(await _place.Containers("own")));
    }

    [Theory]
    [InlineData("port")]
    [InlineData("path")]
    public async Task One_that_holds_a_client_is_not_ended_before_it_has_left(string kind)
    {
        _place.Configure(Service(kind, "shutdown_timeout = 1h"));
        await _place.Start();
        await _place.Ready("own", 1);
        await Eventually.Succeeds(VisitAll);
        await _place.Done("scale", "own", "0", "--no-wait");
        await Eventually.Succeeds(async () =>
            Assert.StartsWith(
                "draining: until it holds no connection", (await _place.Containers("own")).Single().Detail));

        await Leave(_clients["own-1"]);
        await Eventually.Succeeds(async () => Assert.Empty(await _place.Containers("own")));
    }

    private string Service(string kind, string more) => $$"""
        own {
          min_uptime = 200ms
          protocol.own.address = [ { type = container, kind = {{kind}} } ]
          processor { type = process, command = ["python3", "{{_place.PathOf("stay.py")}}"] }
          {{more}}
        }
        """;

    /// <summary>
    /// A client goes to each container that has none yet; programs that are alive may not listen yet.
    /// </summary>
    private async Task VisitAll()
    {
        foreach (var container in await _place.Containers("own"))
        {
            if (container.State == "ready" && !_clients.ContainsKey(container.Id))
            {
                _clients[container.Id] = await Visit(Assert.Single(container.Addresses));
            }
        }
    }

    private static async Task<Socket> Visit(string address)
    {
        EndPoint to = address.StartsWith("unix:", StringComparison.Ordinal)
            ? new UnixDomainSocketEndPoint(address["unix:".Length..])
            : IPEndPoint.Parse(address);
        var socket = new Socket(
            to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(to);
            Assert.Equal(5, await socket.ReceiveAsync(new byte[5]));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Its worker is still there to say goodbye.</summary>
    private static async Task Leave(Socket client)
    {
        await client.SendAsync("x"u8.ToArray());
        Assert.Equal(3, await client.ReceiveAsync(new byte[10]));
        Assert.Equal(0, await client.ReceiveAsync(new byte[10]));
        client.Dispose();
    }
}
