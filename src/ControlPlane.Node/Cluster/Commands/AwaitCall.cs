using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// From node to node: says when this node has heard of a revision, and its services are as was wanted at it.
/// </summary>
internal sealed class AwaitCall : Gathering
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ClusterProtocol.Await _request;
    private readonly CallScope _scope;
    private bool _heard;

    public AwaitCall(ClusterProtocol.Await request, CallScope scope)
        : base(scope.ReplyTo, request.Service is null ? null : 1, request.Patience.Timeout)
    {
        _request = request;
        _scope = scope;
        Receive<Reached>(m => Hear(m.Problem));
    }

    protected override void PreStart()
    {
        base.PreStart();
        _scope.Node.Membership.Tell(
            new MembershipProtocol.Until($"revision {_request.Revision}", Missing, _request.Patience.Timeout ?? Longest)
            {
                Wrap = (reply, now) => new Reached(reply as AdminProtocol.Refused ?? Refusal(now)),
            },
            Self);
    }

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers) => Replies.All(
        [.. answers.Where(a => _request.Services is null || !IsUnknown(a))],
        $"{_scope.Cluster.Name} is as is wanted", []);

    private static bool IsUnknown(object answer) =>
        answer is AdminProtocol.Refused { Why: Contracts.Admin.Refusal.Unknown };

    private void Hear(AdminProtocol.Refused? problem)
    {
        if (problem is not null)
        {
            Reply(problem);
        }
        else if (!_heard)
        {
            _heard = true;
            AskServices(new ServiceProtocol.Await(_request.Patience));
        }
    }

    /// <summary>
    /// Not past the controller: what the cluster wants of a service comes by this way too, and comes first.
    /// </summary>
    private void AskServices(object order)
    {
        if (_request.Services is { } services)
        {
            Self.Tell(new ServicesProtocol.Asked(services), Self);
        }

        foreach (var service in _request.Services ?? (_request.Service is { } one ? [one] : []))
        {
            _scope.Controller.Tell(new ServicesProtocol.ToOne(service, order), Self);
        }

        if (_request is { Service: null, Services: null })
        {
            _scope.Controller.Tell(new ServicesProtocol.ToAll(order), Self);
        }
    }

    private string? Missing(MembershipProtocol.Standing now) => now switch
    {
        _ when now.View.Revision < _request.Revision => "this node has not heard of it yet",
        { View.Config: { } config } when !now.Here.HasDealtWith(config.Value.Number) =>
            $"{ConfigText.Of(config.Value.Number)} is not in force yet",
        _ => null,
    };

    private static AdminProtocol.Refused? Refusal(MembershipProtocol.Standing now) =>
        now.View.Config is { } config && now.Here.ProblemOf(config.Value.Number) is { } problem
            ? new AdminProtocol.Refused(
                Contracts.Admin.Refusal.BadConfiguration,
                $"{ConfigText.Of(config.Value.Number)} is refused: {problem}",
                "Mend what it needs there, or the configuration; then: cplane apply FILE")
            : null;

    private sealed record Reached(AdminProtocol.Refused? Problem);
}
