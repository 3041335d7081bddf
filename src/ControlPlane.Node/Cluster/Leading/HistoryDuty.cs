using ControlPlane.Actors;
using ControlPlane.Etcd;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>The leader has etcd forget what is old. Used by the cluster actor alone.</summary>
/// <param name="history">Null: that is somebody else's task.</param>
/// <param name="self">The actor.</param>
/// <param name="log">Hears of it when it cannot be done.</param>
internal sealed class HistoryDuty(IEtcdHistory? history, IActorRef self, ILogger log)
{
    private readonly HistoryRule _rule = new();
    private string? _problem;

    /// <summary>When to look again; null: no need.</summary>
    public TimeSpan? Due => history is null ? null : _rule.Due;

    /// <summary>This node leads.</summary>
    public void Look(TimeSpan now, long revision)
    {
        if (history is not null && _rule.Next(now, revision) is { } old)
        {
            history.ForgetAsync(old).PipeTo(self, self, _ => new Forgot(old, null), e => new Forgot(old, e.Message));
        }
    }

    /// <summary>This node does not lead.</summary>
    public void Rest() => _rule.Reset();

    public void Hear(Forgot news)
    {
        if (news.Failure is { } why && why != _problem)
        {
            log.HistoryKept(news.Revision, why);
        }

        _problem = news.Failure;
    }

    /// <param name="Revision">What was before it was to be forgotten.</param>
    /// <param name="Failure">Null: it is.</param>
    public sealed record Forgot(long Revision, string? Failure);
}
