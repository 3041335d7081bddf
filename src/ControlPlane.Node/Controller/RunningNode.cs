using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;

namespace ControlPlane.Node.Controller;

/// <summary>A started tree: the gate to it, and its end.</summary>
internal sealed class RunningNode : IControlPlane, IAsyncDisposable
{
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly TreeReports _reports;
    private readonly ActorSystem _system;
    private readonly IActorRef _controller;
    private readonly TaskCompletionSource _down = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ITimer? _hurry;

    private RunningNode(NodeStart start, NodeContext node)
    {
        _time = node.Time;
        _reports = new TreeReports(node.Log);
        _system = ActorSystem.Create("node", new ActorSystemSettings
        {
            TimeProvider = node.Time,
            Report = _reports.Write,
            GuardianStrategy = ControllerActor.KeepState,
        });
        _controller = _system.ActorOf(
            ControllerActor.Props(start with { OnDown = () => _down.TrySetResult() }, node), ControllerActor.Name);
    }

    /// <summary>Completes when no container is left after a shutdown, or when the tree has failed as a whole.</summary>
    public Task Down => Task.WhenAny(_down.Task, _system.WhenTerminated);

    /// <summary>Starts the tree; from here on nothing is refused any more.</summary>
    public static RunningNode Start(NodeStart start, NodeContext node) => new(start, node);

    public async Task<AdminProtocol.Reply> AskAsync(
        AdminProtocol.Request request, Caller caller, CancellationToken cancellation)
    {
        try
        {
            return await _controller.Ask<AdminProtocol.Reply>(
                new AdminActor.Call(request, caller), timeout: null, cancellation);
        }
        catch (AskTimeoutException)
        {
            return new AdminProtocol.Refused(
                Refusal.Failed, "The node did not answer.", "The log of the node says more.");
        }
    }

    /// <summary>
    /// Kills every container. What the kernel does not let go of within five seconds is not waited for: closing the
    /// machine tries once more.
    /// </summary>
    public void KillNow()
    {
        _controller.Tell(new ControllerActor.KillNow(), ActorRefs.NoSender);
        _hurry ??= _time.CreateTimer(_ => _down.TrySetResult(), null, AfterKill, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops the tree in its stated order.</summary>
    public async ValueTask DisposeAsync()
    {
        _reports.Leave();
        _hurry?.Dispose();
        await _system.Terminate();
    }
}
