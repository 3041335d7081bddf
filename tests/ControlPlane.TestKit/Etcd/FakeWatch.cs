using System.Collections.Immutable;
using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>
/// One watch of a <see cref="FakeEtcdClient"/>. It reads the store's history from where it was: changes that come while
/// a message is on its way travel with it, and a healed connection goes on after the last revision that was told.
/// </summary>
internal sealed class FakeWatch : IDisposable
{
    private readonly FakeEtcdClient _client;
    private readonly KeyRange _range;
    private readonly Action<WatchNews> _listener;
    private readonly ITimer _message;
    private readonly ITimer _patience;
    private long _told;     // What the listener knows.
    private long _sent;     // How far the server has looked for this connection; equal or beyond.
    private bool _connected;
    private bool _onItsWay;
    private bool _waiting;
    private bool _interrupted;
    private bool _over;

    public FakeWatch(FakeEtcdClient client, KeyRange range, long fromRevision, Action<WatchNews> listener)
    {
        _client = client;
        _range = range;
        _listener = listener;
        _told = (fromRevision > 0 ? fromRevision : client.Etcd.Revision + 1) - 1;
        _message = Timer(static state => ((FakeWatch)state!).Arrived());
        _patience = Timer(static state => ((FakeWatch)state!).LostPatience());
    }

    /// <summary>The connection may have come or gone.</summary>
    public void LinkChanged()
    {
        if (_client.Hears)
        {
            _waiting = false;
            _patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!_connected && !_onItsWay)
            {
                Send(_client.RequestDelay + _client.AnswerDelay);
            }

            return;
        }

        _connected = false;
        _onItsWay = false;
        _message.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (!_waiting && !_interrupted)
        {
            _waiting = true;
            var refused = _client is { Link: FakeLink.Up, Etcd.State: FakeEtcdState.Refusing };
            _patience.Change(
                refused ? _client.RequestDelay + _client.AnswerDelay : _client.Deadline, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The store has a new revision.</summary>
    public void Changed(ImmutableArray<WatchEvent> events)
    {
        if (!_connected || _onItsWay)
        {
            return; // It is read from the history.
        }

        foreach (var change in events)
        {
            if (change.Key.ModRevision > _told && _range.Contains(change.Key.Key))
            {
                Send(_client.AnswerDelay);
                return;
            }
        }

        _sent = Math.Max(_sent, _client.Etcd.Revision);
    }

    public void Progress()
    {
        if (_connected && !_onItsWay && _client.Etcd.Revision > _told)
        {
            Tell(_client.Etcd.Revision, []);
        }
    }

    public void Dispose()
    {
        _over = true;
        _message.Dispose();
        _patience.Dispose();
        _client.Forget(this);
    }

    private void Send(TimeSpan delay)
    {
        _onItsWay = true;
        _message.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private void Arrived()
    {
        _onItsWay = false;
        if (!_connected && !Connect())
        {
            return;
        }

        var events = ImmutableArray.CreateBuilder<WatchEvent>();
        for (var revision = _sent + 1; revision <= _client.Etcd.Revision; revision++)
        {
            foreach (var change in _client.Etcd.HistoryOf(revision))
            {
                if (_range.Contains(change.Key.Key))
                {
                    events.Add(change);
                }
            }
        }

        _sent = Math.Max(_sent, _client.Etcd.Revision);
        if (events.Count > 0)
        {
            var all = events.DrainToImmutable();
            Tell(all[^1].Key.ModRevision, all);
        }
    }

    private bool Connect()
    {
        _client.Counts.Watches++;
        _connected = true;
        _sent = _told;
        if (_interrupted)
        {
            _interrupted = false;
            _listener(new WatchNews.Resumed());
        }

        if (!_over && _told + 1 < _client.Etcd.CompactedRevision)
        {
            Dispose();
            _listener(new WatchNews.Compacted(_client.Etcd.CompactedRevision));
        }

        return !_over;
    }

    private void Tell(long revision, ImmutableArray<WatchEvent> events)
    {
        _told = revision;
        _listener(new WatchNews.Changes(revision, events));
    }

    private void LostPatience()
    {
        _waiting = false;
        _interrupted = true;
        _listener(new WatchNews.Interrupted($"{_client.Name}: etcd does not answer"));
    }

    private ITimer Timer(TimerCallback callback) =>
        _client.Etcd.Time.CreateTimer(callback, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
