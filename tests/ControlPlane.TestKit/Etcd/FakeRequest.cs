using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>
/// One request on its way through a <see cref="FakeEtcdClient"/>: sent, arrived, answered; or given up by its sender
/// while it is still on its way. One timer drives it.
/// </summary>
internal sealed class FakeRequest<T>(FakeEtcdClient client, Func<T> effect)
{
    // Continuations run where it is completed: inside the timer, on the stepped thread.
    private readonly TaskCompletionSource<T> _source = new();
    private readonly long _sent = client.Etcd.Time.GetTimestamp();
    private readonly TimeSpan _deadline = client.Deadline;
    private CancellationTokenRegistration _cancellation;
    private ITimer? _timer;
    private TimeSpan? _arrival = client.RequestDelay;
    private TimeSpan? _answer;
    private T? _result;
    private Exception? _failure;

    public Task<T> Send(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        if (cancellation.CanBeCanceled)
        {
            _cancellation = cancellation.UnsafeRegister(_ => _source.TrySetCanceled(cancellation), null);
        }

        _timer = client.Etcd.Time.CreateTimer(
            static state => ((FakeRequest<T>)state!).Go(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
        return _source.Task;
    }

    private void Go()
    {
        var now = client.Etcd.Time.GetElapsedTime(_sent);
        if (now >= _arrival)
        {
            _arrival = null;
            Arrive(now);
        }
        else if (now >= _answer)
        {
            _answer = null;
            if (client.Hears)
            {
                Finish();
                return;
            }
        }

        if (now >= _deadline && !_source.Task.IsCompleted)
        {
            GiveUp($"no answer within {_deadline}");
        }

        Wait();
    }

    private void Arrive(TimeSpan now)
    {
        var state = client.Etcd.State;
        if (client.Link == FakeLink.Cut || state == FakeEtcdState.Silent)
        {
            return;
        }

        if (state == FakeEtcdState.Refusing)
        {
            if (client.Link == FakeLink.Up)
            {
                GiveUp("connection refused");
            }

            return;
        }

        _answer = now + client.AnswerDelay;
        try
        {
            _result = effect();
        }
        catch (EtcdException e)
        {
            _failure = new EtcdException(e.Failure, $"{client.Name}: {e.Message}");
        }
    }

    private void Finish()
    {
        End();
        if (_failure is null)
        {
            _source.TrySetResult(_result!);
        }
        else
        {
            _source.TrySetException(_failure);
        }
    }

    private void GiveUp(string why)
    {
        _cancellation.Dispose();
        _source.TrySetException(new EtcdException(EtcdFailure.Unavailable, $"{client.Name}: etcd: {why}"));
    }

    // The next of: it arrives, it is answered, its sender gives up. Nothing of that left: it is over.
    private void Wait()
    {
        var next = _source.Task.IsCompleted ? _arrival : Earlier(_deadline, _arrival ?? _answer);
        if (next is null)
        {
            End();
            return;
        }

        var left = next.Value - client.Etcd.Time.GetElapsedTime(_sent);
        _timer!.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;

    private void End()
    {
        _timer!.Dispose();
        _cancellation.Dispose();
    }
}
