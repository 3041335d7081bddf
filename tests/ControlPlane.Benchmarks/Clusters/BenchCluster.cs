using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Clusters;

/// <summary>A real etcd and three real nodes on loopback, with the default lease and grace.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    public const int Size = 3;
    public const string Name = "bench";
    public const double Lease = 5, Grace = 2;

    private readonly TemporaryDirectory _directory = new();
    private readonly EtcdServer _etcd;
    private readonly OwnedProcess?[] _nodes = new OwnedProcess?[Size];
    private readonly BenchRun _run;
    private readonly string _services;

    private BenchCluster(EtcdServer etcd, string services, BenchRun run)
    {
        _etcd = etcd;
        _services = services;
        _run = run;
        Etcd = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], TimeSpan.FromSeconds(2)));
        for (var i = 0; i < Size; i++)
        {
            Start(i);
        }
    }

    public EtcdClient Etcd { get; }

    public static int[] Ports { get; } = [FreePort.Next(), FreePort.Next(), FreePort.Next()];

    /// <summary>Returns when all nodes are up and one leads.</summary>
    public static async Task<BenchCluster> StartAsync(string services, BenchRun run)
    {
        var cluster = new BenchCluster(await EtcdServer.StartAsync(), services, run);
        try
        {
            await cluster.UntilAsync(async () =>
                (await cluster.NodesAsync(0)).Count(n => n.State == "up") == Size
                && await cluster.LeaderAsync() is not null);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public int Pid(int node) => _nodes[node]!.Pid;

    public void Start(int node)
    {
        var name = NameOf(node);
        var file = _directory.Write($"{name}.conf", $$"""
            controlplane {
              controller { max_level = err, logging { console { type = stderr } } }
              cluster {
                name = {{Name}}, node.name = {{name}}
                etcd.endpoints = ["{{_etcd.Endpoint}}"]
              }
              {{_services.Replace("PORT", Ports[node].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}}
            }

            """);
        _nodes[node] = OwnedProcess.Start(BenchRun.Cplane, "run", file, "--sockdir", SocketDirectory(node));
    }

    /// <summary>kill -9; its workers are left, and end when the node starts again.</summary>
    public async Task KillAsync(int node)
    {
        Libc.Signal(Pid(node), Libc.SigKill);
        await _nodes[node]!.DisposeAsync();
        _nodes[node] = null;
    }

    /// <summary>Null: nobody leads.</summary>
    public async Task<(int Node, long Epoch)?> LeaderAsync()
    {
        var reply = await Etcd.RangeAsync(KeyRange.One($"/cplane/{Name}/leader"));
        if (reply.Items is not [var leader])
        {
            return null;
        }

        var name = JsonDocument.Parse(leader.Value).RootElement.GetProperty("node").GetString()!;
        return (name[1] - '1', leader.CreateRevision);
    }

    public async Task<List<(string Node, string State)>> NodesAsync(int through) =>
        [.. (await AskAsync(through, "GET", "/v1/nodes")).EnumerateArray()
            .Select(n => (n.GetProperty("node").GetString()!, n.GetProperty("state").GetString()!))];

    /// <summary>How many containers of a service are ready on nodes that answer.</summary>
    public async Task<int> ReadyAsync(int through, string service) =>
        (await AskAsync(through, "GET", $"/v1/containers?service={service}")).EnumerateArray()
            .Count(c => c.GetProperty("state").GetString() == "ready");

    /// <summary>One request on the control socket; throws for anything but success.</summary>
    public async Task<JsonElement> AskAsync(int node, string method, string target, string body = "")
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(
                    new UnixDomainSocketEndPoint(Path.Combine(SocketDirectory(node), "control.sock")), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://node{target}"));
        request.Content = body.Length > 0 ? new StringContent(body, Encoding.UTF8, "application/json") : null;
        using var response = await http.SendAsync(request, _run.Cancellation);
        var text = await response.Content.ReadAsStringAsync(_run.Cancellation);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new BenchFailedException($"{method} {target} on {NameOf(node)}: {text}");
    }

    /// <summary>Looks again and again; a node that cannot be asked yet counts as not yet.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> UntilAsync(Func<Task<bool>> reached, long? since = null)
    {
        var began = since ?? TimeProvider.System.GetTimestamp();
        while (!await HoldsAsync(reached))
        {
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > 120)
            {
                throw new BenchFailedException("the cluster did not get there within 120 s");
            }

            await _run.PauseAsync(TimeSpan.FromMilliseconds(20));
        }

        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.OfType<OwnedProcess>())
        {
            await node.DisposeAsync();
        }

        Etcd.Dispose();
        await _etcd.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<bool> HoldsAsync(Func<Task<bool>> reached)
    {
        try
        {
            return await reached();
        }
        catch (Exception e)
            when (e is HttpRequestException or SocketException or IOException or EtcdException or BenchFailedException)
        {
            return false;
        }
    }

    private static string NameOf(int node) => string.Create(CultureInfo.InvariantCulture, $"n{node + 1}");

    private string SocketDirectory(int node) => _directory.File($"s{node}");
}
