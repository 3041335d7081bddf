using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Census;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Admin;

/// <summary>One request from outside, from its message to its reply and its audit line.</summary>
internal sealed class AdminCall : Gathering
{
    private static readonly TimeSpan CountsWithin = TimeSpan.FromSeconds(2);

    private readonly AdminProtocol.Request _request;
    private readonly Caller _caller;
    private readonly NodeContext _node;
    private readonly IActorRef _controller;
    private readonly IActorRef _services;
    private bool _described;

    public AdminCall(
        AdminProtocol.Request request, Caller caller, IActorRef replyTo, IActorRef controller, IActorRef services,
        NodeContext node)
        : base(replyTo, Expected(request), (request as AdminProtocol.Command)?.Patience.Timeout)
    {
        _request = request;
        _caller = caller;
        _controller = controller;
        _services = services;
        _node = node;
        Receive<CensusProtocol.Refreshed>(_ =>
        {
            if (!_described && request is AdminProtocol.ListContainers list)
            {
                _described = true;
                Describe(list.Service);
            }
        });
        Receive<LoggingProtocol.FilesReopened>(m => Add(m.Errors.Count == 0
            ? new AdminProtocol.Done("log files are reopened")
            : new AdminProtocol.Refused(
                Refusal.Failed, string.Join('\n', m.Errors),
                "The old files are still written to; mend the cause and try again.")));
    }

    public static Props Props(
        AdminProtocol.Request request, Caller caller, IActorRef replyTo, IActorRef controller, IActorRef services,
        NodeContext node) =>
        Actors.Props.Create(() => new AdminCall(request, caller, replyTo, controller, services, node));

    protected override void PreStart()
    {
        base.PreStart();
        switch (_request)
        {
            case AdminProtocol.ListServices:
                _services.Tell(new ServicesProtocol.ToAll(new ServiceProtocol.Describe()), Self);
                break;
            case AdminProtocol.ListContainers: CountFirst(); break;
            case AdminProtocol.Enable m: ToService(m.Service, new ServiceProtocol.Enable(m.Patience)); break;
            case AdminProtocol.Disable m: ToService(m.Service, new ServiceProtocol.Disable(m.Patience)); break;
            case AdminProtocol.Restart m: ToService(
                m.Service, new ServiceProtocol.Restart(m.Rolling, m.Patience)); break;
            case AdminProtocol.RestartAll m:
                _services.Tell(new ServicesProtocol.ToAll(new ServiceProtocol.Restart(m.Rolling, m.Patience)), Self);
                break;
            default: _controller.Tell(_request, Self); break;
        }
    }

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers) => _request switch
    {
        AdminProtocol.ListServices => Replies.Services(answers, Order),
        AdminProtocol.ListContainers => Replies.Containers(answers, Order),
        AdminProtocol.RestartAll => Replies.All(answers, $"{answers.Count} services restarted", []),
        _ => (AdminProtocol.Reply)answers[0],
    };

    protected override void Replying(AdminProtocol.Reply reply)
    {
        if (_request.Changes)
        {
            _node.Log.Audit(_caller, AuditText.Of(_request), AuditText.Outcome(reply));
        }
    }

    private static int? Expected(AdminProtocol.Request request) => request switch
    {
        AdminProtocol.ListServices or AdminProtocol.RestartAll or AdminProtocol.ListContainers { Service: null } =>
            null,
        _ => 1,
    };

    /// <summary>The jobs of processes are counted when somebody looks; the list waits for that, but not for
    /// ever.</summary>
    private void CountFirst()
    {
        _node.Census.Tell(new CensusProtocol.Refresh(), Self);
        Timers.StartSingleTimer("uncounted", new CensusProtocol.Refreshed(), CountsWithin);
    }

    private void Describe(string? service)
    {
        Timers.Cancel("uncounted");
        if (service is null)
        {
            _services.Tell(new ServicesProtocol.ToAll(new ServiceProtocol.Describe()), Self);
        }
        else
        {
            ToService(service, new ServiceProtocol.Describe());
        }
    }

    private void ToService(string service, object message) =>
        _services.Tell(new ServicesProtocol.ToOne(service, message), Self);
}
