using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Admin;

/// <summary>
/// admin
/// └── call-N         one child a request, until it is answered
///
/// The one gate for requests from outside: whoever asks, by whatever face, asks here.
/// </summary>
internal sealed class AdminActor : ReceiveActor
{
    public const string Name = "admin";

    /// <summary>More requests than this at one time are refused.</summary>
    public const int MaxCalls = 1_000;

    private readonly IActorRef _services;
    private readonly NodeContext _node;
    private long _last;

    public AdminActor(IActorRef services, NodeContext node)
    {
        _services = services;
        _node = node;
        Receive<Call>(Begin);
    }

    public static Props Props(IActorRef services, NodeContext node) =>
        Actors.Props.Create(() => new AdminActor(services, node));

    /// <summary>A request that failed in our code has no reply of its own; do not run it twice.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Begin(Call call)
    {
        if (Context.GetChildren().Count >= MaxCalls)
        {
            Sender.Tell(
                new AdminProtocol.Refused(
                    Refusal.Unavailable, $"{MaxCalls} requests are being worked on.",
                    "Try again when some are answered."),
                Self);
            return;
        }

        if (CallRouting.Problem(call.Request, _node) is { } problem)
        {
            Sender.Tell(problem, Self);
            return;
        }

        Context.ActorOf(
            CallRouting.PropsOf(call.Request, call.Caller, Sender, Context.Parent, _services, _node),
            $"call-{++_last}");
    }

    /// <summary>A request and who asks; answered by one <see cref="AdminProtocol.Reply"/>.</summary>
    public sealed record Call(AdminProtocol.Request Request, Caller Caller);
}
