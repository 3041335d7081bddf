using System.Collections.Immutable;
using ControlPlane.Actors;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>
/// Tells the cluster what this node has: on change only, and at most once a second. What its file says goes with the
/// first report and with that in which it is news, so that nobody sees the one without the other. Used by the cluster
/// actor alone.
/// </summary>
internal sealed class ReportWriter(
    ClusterSetup setup, ClusterKeys keys, IActorRef self, IWithTimers timers, ILogger log)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private (NodeFile? File, string Text) _encoded = (null, "");
    private Texts? _written;
    private Texts? _writing;
    private long _revision;
    private long _fileRevision;
    private int _restores;
    private bool _rests;

    /// <summary>
    /// A new lease: what was written under the old one has gone with it. What it has is told at once, without a rest,
    /// before anybody decides without it.
    /// </summary>
    public void Forget() => (_written, _writing, _rests) = (null, null, false);

    /// <summary>
    /// What was written is not what stands there: somebody else has overwritten it, or an old lease has ended it.
    /// </summary>
    public void See(ClusterView view)
    {
        if (view.Restores != _restores)
        {
            (_restores, _revision, _fileRevision) = (view.Restores, 0, 0);
            Forget();
        }

        if (_writing is null && view.Revision >= _revision
            && (view.Reports.GetValueOrDefault(setup.Name)?.Modified != _revision
                || (view.Files.GetValueOrDefault(setup.Name)?.Modified ?? 0) != _fileRevision))
        {
            _written = null;
        }
    }

    /// <summary>Something may be news.</summary>
    /// <param name="news">Null: it does not know yet what it has.</param>
    /// <param name="session">Null: it is no part of the cluster.</param>
    public void Look(NodeStatement? news, ClusterSession? session)
    {
        if (!_rests && _writing is null && news is not null && session is not null)
        {
            Write(new Texts(ClusterCodec.Encode(news.Report), Encoded(news.File)), session);
        }
    }

    /// <summary>A second has passed since the last one.</summary>
    public void Rested(NodeStatement? news, ClusterSession? session)
    {
        _rests = false;
        Look(news, session);
    }

    /// <summary>Null: it was written. Else why it was not; it is tried again in a second.</summary>
    public string? Hear(Written news)
    {
        if (ReferenceEquals(news.Texts, _writing))
        {
            if (news.Failure is null)
            {
                _fileRevision = news.Texts.File.Length == 0 ? 0
                    : news.Texts.File == _written?.File ? _fileRevision : news.Revision;
                (_written, _revision) = (news.Texts, news.Revision);
            }

            _writing = null;
        }

        return news.Failure?.Message;
    }

    private void Write(Texts texts, ClusterSession session)
    {
        if (texts == _written)
        {
            return;
        }

        ImmutableArray<Operation> operations =
            [new Operation.Put(keys.Status(setup.Name), texts.Report, session.Lease)];
        if (texts.File != _written?.File)
        {
            operations = operations.Add(texts.File.Length > 0
                ? new Operation.Put(keys.File(setup.Name), texts.File, session.Lease)
                : new Operation.Delete(KeyRange.One(keys.File(setup.Name))));
        }

        (_writing, _rests) = (texts, true);
        timers.Timers.StartSingleTimer(nameof(Due), new Due(), Every);
        setup.Etcd.CommitAsync(Txn.Of(operations.AsSpan()))
            .PipeTo(self, self, reply => new Written(texts, reply.Revision, null), e => new Written(texts, 0, e));
    }

    /// <summary>
    /// Empty: there is none. One that others would not read (there may be too many services for a key) is not told,
    /// which is said once; they take this node for one of a version that tells none.
    /// </summary>
    private string Encoded(NodeFile? file)
    {
        if (!ReferenceEquals(file, _encoded.File))
        {
            var text = file is null ? "" : ClusterCodec.Encode(file);
            if (file is not null && ClusterCodec.Decode<NodeFile>(text) is var read && !read.Is(out _))
            {
                log.FileNotTold(read.Problem);
                text = "";
            }

            _encoded = (file, text);
        }

        return _encoded.Text;
    }

    public sealed record Due;

    /// <param name="Texts">What was to be written.</param>
    /// <param name="Revision">Of the store, with it.</param>
    /// <param name="Failure">Null: it is.</param>
    public sealed record Written(Texts Texts, long Revision, Exception? Failure);

    /// <param name="Report">That of this node.</param>
    /// <param name="File">Empty: none stands there.</param>
    internal sealed record Texts(string Report, string File);
}
