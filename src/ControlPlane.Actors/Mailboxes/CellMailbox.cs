namespace ControlPlane.Actors;

/// <summary>
/// The two queues of one actor, and the promise that only one thread at a time works through them. System messages come
/// before each user message; while suspended only they are handled.
/// </summary>
internal sealed class CellMailbox : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Scheduled = 1;

    private readonly ActorCell _cell;
    private readonly Dispatcher _dispatcher;
    private readonly SystemQueue _system = new();
    private readonly IUserQueue _user;
    private int _state;
    private int _suspensions;
    private volatile bool _closed;

    public CellMailbox(ActorCell cell, Dispatcher dispatcher, IUserQueue user)
    {
        _cell = cell;
        _dispatcher = dispatcher;
        _user = user;
    }

    public ActorCell Cell => _cell;

    private bool HasWork => !_system.IsEmpty || (_suspensions == 0 && !_user.IsEmpty);

    public void Post(in Envelope envelope)
    {
        if (_closed)
        {
            _cell.System.DeadLetter(envelope, _cell.Self);
            return;
        }

        _user.TryEnqueue(envelope);
        Schedule(again: false);
        LeaveNothingBehind();
    }

    public void PostSystem(SystemMessage message)
    {
        if (_closed)
        {
            message.ReceiverIsDead(_cell.Self);
            return;
        }

        _system.Add(message);
        Schedule(again: false);
        LeaveNothingBehind();
    }

    /// <summary>Only for the cell, in its own turn.</summary>
    public bool IsSuspended => _suspensions > 0;

    /// <summary>
    /// Only the cell, in its own turn: no user message is handled until as many <see cref="Resume"/>.
    /// </summary>
    public void Suspend() => _suspensions++;

    /// <summary>Only the cell, in its own turn.</summary>
    public void Resume()
    {
        if (_suspensions > 0)
        {
            _suspensions--;
        }
    }

    /// <summary>Only the cell, in its own turn: whatever waits, and whatever still comes, is a dead letter.</summary>
    public void Close()
    {
        _closed = true;

        // Either a writer sees the flag after its message is in, or the drain below sees the message.
        Interlocked.MemoryBarrier();
        Drain();
    }

    void IThreadPoolWorkItem.Execute() => Run(_dispatcher.Throughput);

    /// <summary>One turn: all system messages, and up to so many user messages.</summary>
    public void Run(int throughput)
    {
        using (ActorCell.Enter(_cell))
        {
            HandleSystem();
            for (var left = throughput; left > 0 && !_closed && _suspensions == 0; left--)
            {
                if (!_user.TryDequeue(out var envelope))
                {
                    break;
                }

                _cell.Invoke(envelope);
                HandleSystem();
            }
        }

        Interlocked.Exchange(ref _state, Idle);
        if (!_closed && HasWork)
        {
            Schedule(again: true);
        }
        else
        {
            LeaveNothingBehind();
        }
    }

    private void Schedule(bool again)
    {
        // The exchange is also the fence between "the message is in" and "did the reader go idle before that?".
        if (Interlocked.CompareExchange(ref _state, Scheduled, Idle) == Idle && !_closed)
        {
            _dispatcher.Schedule(this, again);
        }
    }

    private void HandleSystem()
    {
        while (!_closed && _system.TakeAll() is { } message)
        {
            for (SystemMessage? current = message; current is not null;)
            {
                var next = current.Next;
                current.Next = null;
                if (_closed)
                {
                    current.ReceiverIsDead(_cell.Self);
                }
                else
                {
                    _cell.InvokeSystem(current);
                }

                current = next;
            }
        }
    }

    private void LeaveNothingBehind()
    {
        if (_closed)
        {
            Drain();
        }
    }

    private void Drain()
    {
        for (var message = _system.TakeAll(); message is not null;)
        {
            var next = message.Next;
            message.Next = null;
            message.ReceiverIsDead(_cell.Self);
            message = next;
        }

        while (_user.TryDequeue(out var envelope))
        {
            _cell.System.DeadLetter(envelope, _cell.Self);
        }
    }
}
