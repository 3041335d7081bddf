using ControlPlane.Actors;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Plugins.Levers;
using ControlPlane.Node.Plugins.Mailboxes;
using ControlPlane.Node.Plugins.Semaphores;
using ControlPlane.Node.Plugins.Variables;

namespace ControlPlane.Node.Plugins;

/// <summary>
/// plugins
/// ├── semaphores     counters, and mutexes made of them
/// ├── mailboxes      one slot each
/// ├── variables      shared variables
/// └── levers         functions that services have registered
///
/// What containers of this node share. Knows which containers live; a call of one that has ended is refused here. A
/// fault of ours in one call costs that call: what the others have put in here would be lost with a new instance.
/// </summary>
internal sealed class PluginsSupervisor : ReceiveActor
{
    public const string Name = "plugins";

    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(1);

    private readonly NodeContext _node;
    private readonly Lives _lives = new();
    private IActorRef _semaphores = ActorRefs.Nobody;
    private IActorRef _mailboxes = ActorRefs.Nobody;
    private IActorRef _variables = ActorRefs.Nobody;
    private IActorRef _levers = ActorRefs.Nobody;

    public PluginsSupervisor(NodeContext node)
    {
        _node = node;
        Receive<PluginsProtocol.Began>(m => Begin(m.Holder));
        Receive<PluginsProtocol.Ended>(m => End(m.Holder));
        Receive<PluginsProtocol.Asked>(Ask);
        Receive<PluginsProtocol.GiveUp>(ToAll);
        Receive<PluginsProtocol.AddLever>(m => _levers.Forward(m));
        Receive<PluginsProtocol.Forget>(m => _levers.Forward(m));
    }

    public static Props Props(NodeContext node) => Actors.Props.Create(() => new PluginsSupervisor(node));

    protected override SupervisorStrategy SupervisorStrategy() => ControllerActor.KeepState;

    protected override void PreStart()
    {
        var children = Context.StartAll([
            new("semaphores", SemaphoresActor.Props(), StopsWithin),
            new("mailboxes", MailboxesActor.Props(), StopsWithin),
            new("variables", VariablesActor.Props(_node), StopsWithin),
            new("levers", LeversActor.Props(_node), StopsWithin),
        ]);
        (_semaphores, _mailboxes, _variables, _levers) = (children[0], children[1], children[2], children[3]);
    }

    private void Begin(Holder holder)
    {
        if (_lives.Begin(holder) is { } before)
        {
            ToAll(new PluginsProtocol.Lost(before, LastOfService: false));
        }
    }

    private void End(Holder holder)
    {
        if (_lives.End(holder) is { } last)
        {
            ToAll(new PluginsProtocol.Lost(holder, last));
        }
    }

    private void Ask(PluginsProtocol.Asked asked)
    {
        if (!_lives.Has(asked.Call.Holder))
        {
            Sender.Tell(new Status.Failure(WaitingCalls<bool>.Ended(asked.Call.Holder)), Self);
            return;
        }

        var plugin = asked.Request switch
        {
            SemaphoresProtocol.Request => _semaphores,
            MailboxesProtocol.Request => _mailboxes,
            VariablesProtocol.Request => _variables,
            LeversProtocol.Request => _levers,
            _ => throw new InvalidOperationException($"no plugin for [{asked.Request.GetType().Name}]"),
        };
        plugin.Forward(asked);
    }

    private void ToAll(object message)
    {
        foreach (var plugin in (IActorRef[])[_semaphores, _mailboxes, _variables, _levers])
        {
            plugin.Tell(message, Sender);
        }
    }
}
