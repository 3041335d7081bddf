using System.Collections.Concurrent;
using System.Net.Sockets;
using ControlPlane.Api;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Cli.Tests.Client;

/// <summary>The command line against the real control API: what is typed at one end arrives at the other.</summary>
public sealed class RealApiSpec : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Plane _plane = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private ControlApi? _api;

    public static TheoryData<string, AdminProtocol.Request> Requests => new()
    {
        { "enable a/ü%", new AdminProtocol.Enable("a/ü%", new()) },
        { "disable .. --no-wait", new AdminProtocol.Disable("..", new(Wait: false)) },
        { "restart web --rolling --timeout 1.5s",
            new AdminProtocol.Restart("web", true, new(Timeout: TimeSpan.FromSeconds(1.5))) },
        { "restart-all", new AdminProtocol.RestartAll(false, new()) },
        { "scale web 10000", new AdminProtocol.Scale("web", 10_000, new()) },
        { "reload /etc/shop.conf", new AdminProtocol.Reload("/etc/shop.conf", new()) },
        { "reload", new AdminProtocol.Reload(null, new()) },
        { "reopen-logfiles", new AdminProtocol.ReopenLogfiles() },
        { "shutdown --no-wait", new AdminProtocol.Shutdown() },
        { "shutdown --no-wait --timeout 9s", new AdminProtocol.Shutdown { Within = TimeSpan.FromSeconds(9) } },
        { "restart web --node ü", new ClusterProtocol.OnNode("ü", new AdminProtocol.Restart("web", false, new())) },
        { "drain n1", new ClusterProtocol.DrainNode("n1", new()) },
        { "forget n1", new ClusterProtocol.ForgetNode("n1", new()) },
        { "undrain n1 --no-wait", new ClusterProtocol.UndrainNode("n1", new(Wait: false)) },
        { "rebalance web", new ClusterProtocol.Rebalance("web", new()) },
        { "rollback 2", new ClusterProtocol.Rollback(2, new()) },
    };

    public async Task InitializeAsync()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_directory.File("control.sock")));
        _listener.Listen(16);
        _api = await ControlApi.StartAsync(
            _plane,
            new ControlApiOptions
            {
                ListenHandle = (ulong)_listener.SafeHandle.DangerousGetHandle(),
                OwnUid = uint.Parse(File.ReadAllLines("/proc/self/status")
                    .Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1], null),
            },
            NullLoggerFactory.Instance);
    }

    public async Task DisposeAsync()
    {
        await _api!.DisposeAsync();
        _listener.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void What_is_typed_arrives(string line, AdminProtocol.Request expected)
    {
        var run = Run(line);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal([expected], _plane.Asked);
    }

    [Fact]
    public void Lists_come_back()
    {
        Assert.Contains("web      enabled  2        1      1           127.0.0.1:8080\n", Run("list").Out,
            StringComparison.Ordinal);
        Assert.Matches("web      web-1  ready  17   0     3         .+  it's fine\n", Run("containers web").Out);
        Assert.Equal([new AdminProtocol.ListServices(), new AdminProtocol.ListContainers("web")], _plane.Asked);
    }

    [Fact]
    public void A_refusal_comes_back()
    {
        var run = Run("enable gone");

        Assert.Equal((4, "", "cplane: no service [gone]\n  hint: known: web\n"), (run.Exit, run.Out, run.Error));
    }

    private CommandRun Run(string line) => CommandRun.Of([.. line.Split(' '), "--sockdir", _directory.Path]);

    private sealed class Plane : IControlPlane
    {
        public ConcurrentQueue<AdminProtocol.Request> Asked { get; } = new();

        public Task<AdminProtocol.Reply> AskAsync(
            AdminProtocol.Request request, Caller caller, CancellationToken cancellation)
        {
            Asked.Enqueue(request);
            return Task.FromResult<AdminProtocol.Reply>(request switch
            {
                AdminProtocol.ListServices => new AdminProtocol.Services(
                    [new("web", ServiceState.Enabled, 2, 1, 1, [new("http", ["127.0.0.1:8080"])])]),
                AdminProtocol.ListContainers => new AdminProtocol.Containers(
                    [new("web", "web-1", "n", ContainerState.Ready, "it's fine", 17, 0, 3, DateTimeOffset.UnixEpoch)]),
                AdminProtocol.Enable { Service: "gone" } => new AdminProtocol.Refused(
                    Refusal.Unknown, "no service [gone]", "known: web"),
                _ => new AdminProtocol.Done("done"),
            });
        }
    }
}
