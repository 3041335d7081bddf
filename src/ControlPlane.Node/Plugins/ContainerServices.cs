using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Plugins.Levers;
using ControlPlane.Node.Plugins.Mailboxes;
using ControlPlane.Node.Plugins.Semaphores;
using ControlPlane.Node.Plugins.Variables;

namespace ControlPlane.Node.Plugins;

/// <summary>What one life of a container gets from the node.</summary>
internal sealed class ContainerServices : IContainerServices
{
    private readonly IActorRef _plugins;
    private readonly IActorRef _controller;
    private readonly Holder _holder;
    private readonly ContainerSemaphores _semaphores;
    private int _ended;

    public ContainerServices(
        IActorRef plugins, IActorRef controller, Holder holder, Func<long> nextTicket, IPersistentObjects persistent)
    {
        _plugins = plugins;
        _controller = controller;
        _holder = holder;
        var door = new PluginDoor(plugins, holder, nextTicket);
        _semaphores = new ContainerSemaphores(door);
        Mailboxes = new ContainerMailboxes(door);
        SharedVariables = new ContainerSharedVariables(door);
        Levers = new ContainerLevers(door);
        Messages = new ContainerMessages(controller, Check);
        Lookup = new ContainerLookup(controller, Check);
        PersistentObjects = persistent;
        plugins.Tell(new PluginsProtocol.Began(holder), ActorRefs.NoSender);
    }

    public IMessages Messages { get; }

    public ILookup Lookup { get; }

    public ISemaphores Semaphores => _semaphores;

    public IMutexes Mutexes => _semaphores;

    public IMailboxes Mailboxes { get; }

    public ISharedVariables SharedVariables { get; }

    public ILevers Levers { get; }

    public IPersistentObjects PersistentObjects { get; }

    public Task SystemShutdownAsync() => OrderAsync(new AdminProtocol.Shutdown());

    public Task SystemRestartAsync() =>
        OrderAsync(new AdminProtocol.RestartAll(Rolling: false, new AdminProtocol.Patience(Wait: false)));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _plugins.Tell(new PluginsProtocol.Ended(_holder), ActorRefs.NoSender);
        }
    }

    private async Task OrderAsync(AdminProtocol.Request request)
    {
        Check();
        var reply = await _controller.Ask<AdminProtocol.Reply>(
            new AdminActor.Call(request, new Caller($"container {_holder.Container}"))).ConfigureAwait(false);
        if (reply is AdminProtocol.Refused refused)
        {
            throw new ControlPlaneException(refused);
        }
    }

    private void Check()
    {
        if (Volatile.Read(ref _ended) != 0)
        {
            throw WaitingCalls<bool>.Ended(_holder);
        }
    }
}
