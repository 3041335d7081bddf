using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Admin;

/// <summary>
/// Collects the answers to one question, tells one reply, and ends. How many answers will come is known from the start,
/// or from <see cref="ServicesProtocol.Asked"/>, which may come before or after the first answer.
/// </summary>
internal abstract class Gathering : ReceiveActor, IWithTimers
{
    /// <summary>Services answer within their own patience; this only catches an answer that was lost.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly List<object> _answers = [];
    private readonly IActorRef _replyTo;
    private readonly TimeSpan _deadline;
    private int? _expected;
    private bool _combined;
    private bool _replied;

    protected Gathering(IActorRef replyTo, int? expected, TimeSpan? patience)
    {
        _replyTo = replyTo;
        _expected = expected;
        _deadline = (patience ?? TimeSpan.FromHours(1)) + Margin;
        Receive<ServicesProtocol.Asked>(m =>
        {
            Order = m.Services;
            _expected = m.Services.Count;
            CompleteWhenAll();
        });
        Receive<AdminProtocol.Reply>(Add);
        Receive<ServiceProtocol.Description>(Add);
        Receive<ServiceProtocol.Heard>(Add);
        Receive<Lost>(_ => Reply(new AdminProtocol.Refused(
            Refusal.Failed, $"No answer within {_deadline.TotalSeconds:0} s.", "The log of the node says more.")));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The services that were asked, in the order of the file; empty where only one thing was asked.</summary>
    protected IReadOnlyList<string> Order { get; private set; } = [];

    protected override void PreStart()
    {
        Timers.StartSingleTimer("lost", new Lost(), _deadline);
        CompleteWhenAll();
    }

    protected override void PostStop() => Reply(new AdminProtocol.Refused(
        Refusal.Failed, "The node failed at this request, or went away.", "The log of the node says more."));

    /// <summary>The one reply from all answers; null: something has to be done first, and <see cref="Reply"/>
    /// follows.</summary>
    protected abstract AdminProtocol.Reply? Combine(IReadOnlyList<object> answers);

    /// <summary>Called with the reply before it is told.</summary>
    protected virtual void Replying(AdminProtocol.Reply reply)
    {
    }

    protected void Add(object answer)
    {
        _answers.Add(answer);
        CompleteWhenAll();
    }

    private void CompleteWhenAll()
    {
        if (_combined || !(_answers.Count >= _expected))
        {
            return;
        }

        _combined = true;
        var reply = _answers is [AdminProtocol.Refused { Why: Refusal.Unknown } unknown]
            ? unknown
            : Combine(_answers);
        if (reply is not null)
        {
            Reply(reply);
        }
    }

    /// <summary>Tells the one reply, and ends.</summary>
    protected void Reply(AdminProtocol.Reply reply)
    {
        if (_replied)
        {
            return;
        }

        _replied = true;
        Replying(reply);
        _replyTo.Tell(reply, ActorRefs.NoSender);
        Context.Stop(Self);
    }

    private sealed record Lost;
}
