using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Services;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>
/// One admin message: handed to the containers that are meant, then, if it is one that the node knows itself, acted
/// upon. As in Netplex, processors hear those too, and before the node acts.
/// </summary>
internal sealed class MessageCall : Gathering
{
    private readonly AdminProtocol.SendMessage _message;
    private readonly Caller _caller;
    private readonly NodeContext _node;
    private readonly IActorRef _controller;
    private readonly IActorRef _services;

    public MessageCall(
        AdminProtocol.SendMessage message, Caller caller, IActorRef replyTo, IActorRef controller, IActorRef services,
        NodeContext node)
        : base(replyTo, expected: null, patience: null)
    {
        _message = message;
        _caller = caller;
        _controller = controller;
        _services = services;
        _node = node;
        Receive<LoggingProtocol.MaxLevelSet>(m => Reply(new AdminProtocol.Done(
            $"the maximum level of the log is {SeverityNames.Of(m.Level)}")));
        Receive<LoggingProtocol.DebugSet>(m => Reply(new AdminProtocol.Done(
            $"debug lines of [{m.Component}] are {(m.On ? "logged" : "as the maximum level says")}")));
        Receive<Told>(m => Tell(m.Lines));
    }

    public static Props Props(
        AdminProtocol.SendMessage message, Caller caller, IActorRef replyTo, IActorRef controller, IActorRef services,
        NodeContext node) =>
        Actors.Props.Create(() => new MessageCall(message, caller, replyTo, controller, services, node));

    protected override void PreStart()
    {
        base.PreStart();
        if (MessageLimits.Violation(_message) is { } violation)
        {
            Reply(new AdminProtocol.Refused(Refusal.BadRequest, violation, "Send less, or in more than one message."));
            return;
        }

        _services.Tell(
            new ServicesProtocol.ToMatching(
                new LinePattern(_message.Receiver), new ServiceProtocol.Hear(_message.Name, _message.Arguments)),
            Self);
    }

    protected override AdminProtocol.Reply? Combine(IReadOnlyList<object> answers)
    {
        var heard = answers.OfType<ServiceProtocol.Heard>()
            .OrderBy(answer => Order.ToList().IndexOf(answer.Description.Service.Service)).ToList();
        var controller = new LinePattern(_message.Receiver).Matches(BuiltInMessage.Controller);
        var receivers = heard.Sum(answer => answer.Receivers);
        var builtIn = BuiltInMessage.Of(_message);
        if (builtIn is not null && ((controller && builtIn.OfController) || (heard.Count > 0 && builtIn.OfContainers)))
        {
            return Act(builtIn, controller, heard);
        }

        return receivers > 0 ? Handed(receivers) : NobodyReceives();
    }

    protected override void Replying(AdminProtocol.Reply reply) =>
        _node.Log.Audit(_caller, AuditText.Of(_message), AuditText.Outcome(reply));

    private AdminProtocol.Reply? Act(
        BuiltInMessage message, bool controller, IReadOnlyList<ServiceProtocol.Heard> heard)
    {
        switch (message)
        {
            case BuiltInMessage.Wrong wrong:
                _node.Log.ErrorLine(wrong.Error);
                return new AdminProtocol.Refused(
                    Refusal.BadRequest, wrong.Error, "For example: cplane send netplex.logger.set_max_level info");
            case BuiltInMessage.SetMaxLevel level:
                _controller.Tell(new LoggingProtocol.SetMaxLevel(level.Level), Self);
                return null;
            case BuiltInMessage.Debug debug:
                _controller.Tell(new LoggingProtocol.SetDebug(debug.Module, debug.On), Self);
                return null;
            case BuiltInMessage.ThreadList:
                return InTheLog(ThreadList(controller, heard), text => _node.Log.NoticeLine(text));
            case BuiltInMessage.Connections:
                InTheLog(
                    [.. heard.SelectMany(h => h.Description.Containers).Where(c => c.Pid is not null).Select(
                        ConnectionText.OfProcess)],
                    _node.Log.DebugLine);
                return new AdminProtocol.Done($"{_message.Name}: the connections are in the log of the node");
            case BuiltInMessage.DescriptorTable:
                return InTheLog(DescriptorText.Lines(OpenDescriptors.OfThisProcess()), _node.Log.DebugLine);
            case BuiltInMessage.Memory memory:
                Remember(memory.Deed);
                return null;
            default:
                throw new InvalidOperationException($"no code for the message [{_message.Name}]");
        }
    }

    private static List<string> ThreadList(bool controller, IReadOnlyList<ServiceProtocol.Heard> heard)
    {
        List<string> lines = [.. heard.SelectMany(h => h.Description.Containers).Select(ThreadListText.Of)];
        if (controller)
        {
            lines.Add(ThreadListText.OfController(Environment.ProcessId));
        }

        return lines;
    }

    /// <summary>A collection may take its time; not on the thread of an actor.</summary>
    private void Remember(MemoryDeed deed)
    {
        IReadOnlyList<string> lines = [];
        _node.Offload(() =>
        {
            lines = MemoryWork.Do(deed);
            return Task.CompletedTask;
        }).ContinueWith(
            _ => lines, CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default)
            .PipeTo(Self, Self, done => new Told(done));
    }

    private void Tell(IReadOnlyList<string> lines) => Reply(InTheLog(lines, _node.Log.InfoLine));

    private AdminProtocol.Done InTheLog(IReadOnlyList<string> lines, Action<string> log)
    {
        foreach (var line in lines)
        {
            log(line);
        }

        var count = lines.Count == 1 ? "1 line is" : $"{lines.Count} lines are";
        return new AdminProtocol.Done($"{_message.Name}: {count} in the log of the node");
    }

    private AdminProtocol.Done Handed(int receivers) => new(
        receivers == 1 ? $"{_message.Name}: 1 container has it" : $"{_message.Name}: {receivers} containers have it");

    private AdminProtocol.Refused NobodyReceives() => new(
        Refusal.Unknown,
        Order.Count == 0
            ? $"No service has a name like [{_message.Receiver}]."
            : $"No container of a service like [{_message.Receiver}] can receive [{_message.Name}].",
        "Containers that are code in the node receive messages; processes have no channel for them. Look with: cplane "
            + "list");

    private sealed record Told(IReadOnlyList<string> Lines);
}
