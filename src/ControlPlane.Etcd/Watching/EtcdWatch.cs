using ControlPlane.Etcd.Gateway;

namespace ControlPlane.Etcd.Watching;

/// <summary>
/// One watch: a loop that opens a stream at an endpoint, tells what comes, and opens the next one when it ends.
/// </summary>
internal sealed class EtcdWatch : IDisposable
{
    /// <summary>Fragments are as large as a request may be, in base64.</summary>
    private const int LargestLine = 16 * 1024 * 1024;

    private const int LooksPerLag = 4;

    private const string Path = "/v3/watch";

    private readonly GatewayClient _gateway;
    private readonly KeyRange _range;
    private readonly Action<WatchNews> _listener;
    private readonly TimeProvider _time;
    private readonly WatchAssembler _assembler;
    private readonly WatchBackoff _backoff;
    private readonly CancellationTokenSource _over;
    private readonly CancellationToken _ended;

    // The store has been as far as this; what was asked for may lie beyond.
    private long _known;
    private int _unanswered;
    private bool _interrupted;

    public EtcdWatch(
        GatewayClient gateway, KeyRange range, long fromRevision, Action<WatchNews> listener, TimeProvider time,
        int seed)
    {
        _gateway = gateway;
        _range = range;
        _listener = listener;
        _time = time;
        _assembler = new WatchAssembler(fromRevision - 1);
        _known = Math.Min(fromRevision - 1, gateway.Revision);
        _backoff = new WatchBackoff(seed);
        _over = CancellationTokenSource.CreateLinkedTokenSource(gateway.Closed);
        _ended = _over.Token;
    }

    public void Start() => _ = Task.Run(RunAsync, CancellationToken.None);

    public void Dispose()
    {
        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private async Task RunAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            var endpoint = _gateway.Endpoints.Current;
            try
            {
                if (await FollowAsync(endpoint).ConfigureAwait(false))
                {
                    break;
                }

                _gateway.Endpoints.Leave(endpoint);
            }
            catch (Exception e) when (!_ended.IsCancellationRequested)
            {
                Failed(endpoint, e); // Whatever it is: a watch that gives up silently would be worse.
            }
            catch (Exception)
            {
                // It is over; that is how its stream ends.
            }

            await Task.Delay(_backoff.Next(), _time, _ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _over.Dispose();
    }

    // Told only when every endpoint has been asked in vain: one that broke is none of the listener's business.
    private void Failed(Uri endpoint, Exception e)
    {
        _gateway.Endpoints.Leave(endpoint);
        if (++_unanswered >= _gateway.Endpoints.Count && !_interrupted)
        {
            _interrupted = true;
            var why = e is OperationCanceledException
                ? $"no answer within {_gateway.Settings.Timeout}"
                : e.GetBaseException().Message;
            Tell(new WatchNews.Interrupted($"{new Uri(endpoint, Path)}: {why}"));
        }
    }

    // True: the watch is over. False: the stream has ended, or fallen silent, after it had begun.
    private async Task<bool> FollowAsync(Uri endpoint)
    {
        var settings = _gateway.Settings;
        using var deadline = new CancellationTokenSource(settings.Timeout, _time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(_ended, deadline.Token);
        var begun = false;
        _assembler.Restart();
        using var answer = await _gateway.OpenAsync(
            endpoint, Path, GatewayRequests.OfWatch(_range, _assembler.Told + 1), opening.Token).ConfigureAwait(false);
        await using var stream = await answer.Content.ReadAsStreamAsync(opening.Token).ConfigureAwait(false);
        var reader = new BoundedReader(stream, LargestLine);
        var staleness = new Staleness(settings.WatchLag, _time);
        staleness.Hears(_assembler.Told, _gateway.Endpoints.FailuresOf(endpoint));
        var pause = settings.WatchLag / LooksPerLag;
        await using var looking = _time.CreateTimer(_ => CancelIf(staleness, endpoint, deadline), null, pause, pause);
        try
        {
            while (await reader.LineAsync(opening.Token).ConfigureAwait(false) is { } line)
            {
                var message = WatchLines.Read(line.Span, new Uri(endpoint, Path));
                _gateway.Saw(message.Header?.Revision ?? 0);
                staleness.Hears(message.Header?.Revision ?? 0, _gateway.Endpoints.FailuresOf(endpoint));
                if (!begun && message is { Created: true, Canceled: false })
                {
                    begun = true;
                    deadline.CancelAfter(Timeout.InfiniteTimeSpan);
                    Begun();
                    if (message.Header?.Revision < _known && await IsRestoredAsync().ConfigureAwait(false))
                    {
                        return true;
                    }
                }
                else if (Hear(endpoint, message))
                {
                    return true;
                }

                _known = Math.Max(_known, message.Header?.Revision ?? 0);
            }
        }
        catch (Exception e) when (begun && e is OperationCanceledException or HttpRequestException or IOException)
        {
            return _ended.IsCancellationRequested;
        }

        return begun ? false : throw new IOException("the stream has ended before it began");
    }

    // A member that is behind the others catches up. A store that is behind what is known of it goes on from there, and
    // this watch would wait in silence until it is as far again.
    private async Task<bool> IsRestoredAsync()
    {
        var now = await new WholeRead(_gateway, KeyRange.One(_range.Key)).DoAsync(_ended).ConfigureAwait(false);
        if (now.Revision >= _known)
        {
            return false;
        }

        Tell(new WatchNews.Compacted(now.Revision));
        return true;
    }

    private void CancelIf(Staleness staleness, Uri endpoint, CancellationTokenSource stream)
    {
        if (staleness.IsStale(_gateway.Revision, _gateway.Endpoints.FailuresOf(endpoint)))
        {
            stream.Cancel();
        }
    }

    private void Begun()
    {
        _unanswered = 0;
        if (_interrupted)
        {
            _interrupted = false;
            Tell(new WatchNews.Resumed());
        }
    }

    // True: the watch is over.
    private bool Hear(Uri endpoint, WireWatch message)
    {
        if (message.CompactRevision > 0)
        {
            Tell(new WatchNews.Compacted(message.CompactRevision));
            return true;
        }

        if (message.Canceled)
        {
            var reason = message.CancelReason ?? "the watch was cancelled";
            _gateway.ForgetToken();
            throw new EtcdException(Failures.Of(0, reason), $"{new Uri(endpoint, Path)}: {reason}");
        }

        _backoff.Reset();
        var events = message.ToEvents();
        var news = events.IsEmpty && !message.Fragment
            ? _assembler.Progress(message.Header?.Revision ?? 0)
            : _assembler.Add(events, message.Fragment);
        if (news is not null)
        {
            Tell(news);
        }

        return false;
    }

    private void Tell(WatchNews news)
    {
        if (!_ended.IsCancellationRequested)
        {
            _listener(news);
        }
    }
}
