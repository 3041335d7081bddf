using ControlPlane.Actors;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>
/// Tells the cluster what this node has: on change only, and at most once a second. Used by the cluster actor alone.
/// </summary>
internal sealed class ReportWriter(ClusterSetup setup, ClusterKeys keys, IActorRef self, IWithTimers timers)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private string? _written;
    private string? _writing;
    private long _revision;
    private bool _rests;

    /// <summary>A new lease: what was written under the old one has gone with it.</summary>
    public void Forget() => (_written, _writing) = (null, null);

    /// <summary>
    /// What was written is not what stands there: somebody else has overwritten it, or an old lease has ended it.
    /// </summary>
    public void See(ClusterView view)
    {
        if (_writing is null && view.Revision >= _revision
            && view.Reports.GetValueOrDefault(setup.Name)?.Modified != _revision)
        {
            _written = null;
        }
    }

    /// <summary>Something may be news.</summary>
    public void Look(NodeReport report, ClusterSession? session)
    {
        if (!_rests && _writing is null)
        {
            Write(report, session);
        }
    }

    /// <summary>A second has passed since the last one.</summary>
    public void Rested(NodeReport report, ClusterSession? session)
    {
        _rests = false;
        Look(report, session);
    }

    /// <summary>Null: it was written. Else why it was not; it is tried again in a second.</summary>
    public string? Hear(Written news)
    {
        if (news.Text == _writing)
        {
            (_written, _writing) = (news.Failure is null ? news.Text : _written, null);
            _revision = news.Failure is null ? news.Revision : _revision;
        }

        return news.Failure?.Message;
    }

    private void Write(NodeReport report, ClusterSession? session)
    {
        var text = ClusterCodec.Encode(report);
        if (session is null || text == _written)
        {
            return;
        }

        (_writing, _rests) = (text, true);
        timers.Timers.StartSingleTimer(nameof(Due), new Due(), Every);
        setup.Etcd.CommitAsync(Txn.Of(new Operation.Put(keys.Status(setup.Name), text, session.Lease)))
            .PipeTo(self, self, reply => new Written(text, reply.Revision, null), e => new Written(text, 0, e));
    }

    public sealed record Due;

    /// <param name="Text">What was to be written.</param>
    /// <param name="Revision">Of the store, with it.</param>
    /// <param name="Failure">Null: it is.</param>
    public sealed record Written(string Text, long Revision, Exception? Failure);
}
