using System.Net;
using System.Net.Sockets;
using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Processors;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Containers.InProcess;

/// <summary>One service in this process on a real socket, with real time and the real pool.</summary>
internal sealed class OneService : IAsyncDisposable
{
    private static readonly AdminProtocol.Patience Patient = new(true, TimeSpan.FromSeconds(60));

    private readonly LinuxListener _listener = LinuxListener.Open(
        new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 0))));

    private readonly MemoryStream _log = new();
    private readonly NodeLogging _logging;
    private readonly ActorSystem _system = ActorSystem.Create("one", new ActorSystemSettings());
    private readonly IActorRef _service;

    public OneService(IProcessor processor, int threads = 1, Func<ServicePlan, ServicePlan>? change = null)
    {
        _logging = new NodeLogging(TimeProvider.System, Stream.Synchronized(_log));
        _logging.Dispose(); // Everything goes to the stream at once.
        var lifecycle = new LifecyclePlan(
            TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.Zero, null, StartFailureThen.Disable);
        var plan = new ServicePlan(
            "one", true, new InProcessPlan("scripted", "", processor), [new ProtocolPlan("p", [_listener.Plan])],
            new ConstantPlan(threads), lifecycle);
        plan = change?.Invoke(plan) ?? plan;
        var node = new NodeContext(
            "node", new SimulatedMachine(TimeProvider.System, new Random(1)), TimeProvider.System, new Random(1),
            _logging.Factory.CreateLogger("controller"), id => _logging.OutputOf(id.Service), _logging.LoggerOf,
            new NodeTally(),
            Decisions.Real)
        {
            ContainerServices = NoServices.Instance,
        };
        var sockets = new BoundSockets([new BoundProtocol("p", [_listener])]);
        _service = _system.ActorOf(ServiceActor.Props(plan, sockets, node), "one");
        _system.ActorOf(ServiceSockets.Props("one", sockets, node), "sockets");
    }

    /// <summary>All that was logged so far.</summary>
    public string Log => System.Text.Encoding.UTF8.GetString(_log.ToArray());

    public void Tell(object message) => _service.Tell(message, ActorRefs.NoSender);

    public Task<AdminProtocol.Reply> Ask(object message) =>
        _service.Ask<AdminProtocol.Reply>(message, TimeSpan.FromSeconds(90));

    public Task<AdminProtocol.Reply> Disable() => Ask(new ServiceProtocol.Disable(Patient));

    public Task<AdminProtocol.Reply> Remove() => Ask(new ServiceProtocol.GoDown(true, Patient));

    public async Task<IReadOnlyList<ContainerStatus>> Containers() =>
        (await _service.Ask<ServiceProtocol.Description>(
            new ServiceProtocol.Describe(), TimeSpan.FromSeconds(60))).Containers;

    public Task Ready(int count = 1) => Eventually.Succeeds(async () => Assert.Equal(
        count, (await Containers()).Count(c => c.State == ContainerState.Ready)));

    public async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(_listener.Address));
        return client;
    }

    /// <summary>The container that greets a new connection, which stays open.</summary>
    public static async Task<string?> Greeting(TcpClient client) =>
        await new StreamReader(client.GetStream()).ReadLineAsync().WaitAsync(
            TimeSpan.FromSeconds(60), TimeProvider.System);

    /// <summary>Connects, reads the greeting and leaves.</summary>
    public async Task<string?> Visit()
    {
        using var client = await Connect();
        return await Greeting(client);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _listener.Dispose();
    }
}
