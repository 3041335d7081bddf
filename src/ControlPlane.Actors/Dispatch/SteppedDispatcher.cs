namespace ControlPlane.Actors;

/// <summary>
/// One thread, virtual time, and an order chosen by a seed: the same seed gives the same run, in another process too. A
/// turn is all waiting system messages and one user message of one actor. Messages told from outside only queue up
/// until <see cref="RunUntilIdle"/> or <see cref="Advance"/>. What follows a task that completes inside a turn or a
/// timer runs right there, on the same thread.
/// </summary>
public sealed class SteppedDispatcher : Dispatcher
{
    /// <summary>Turns after which a run counts as endless.</summary>
    public const int DefaultMaxSteps = 1_000_000;

    private readonly Lock _gate = new();
    private readonly List<CellMailbox> _runnable = [];
    private readonly Random _random;
    private readonly SteppedTime _time = new();
    private readonly Action<Delivery>? _trace;
    private bool _running;

    /// <param name="seed">Chooses who goes next.</param>
    /// <param name="trace">Sees each delivery before the actor does.</param>
    public SteppedDispatcher(int seed, Action<Delivery>? trace = null)
    {
        Seed = seed;
        _random = new Random(seed);
        _trace = trace;
    }

    /// <summary>What chose the order; name it in a failing test's text.</summary>
    public int Seed { get; }

    /// <summary>Turns so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The virtual clock; the system's TimeProvider unless its settings name another.</summary>
    public SteppedTime Time => _time;

    /// <summary>Nobody has work, and no timer is due now.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _runnable.Count == 0 && !(_time.NextDue <= _time.Elapsed);
            }
        }
    }

    internal override int Throughput => 1;

    internal override bool IsStepped => true;

    internal override TimeProvider Clock => _time;

    /// <summary>Takes turns, and fires timers that are due now, until nobody has work.</summary>
    /// <param name="maxSteps">Turns allowed.</param>
    /// <returns>Turns taken.</returns>
    /// <exception cref="InvalidOperationException">
    /// Not idle after so many turns, or called from inside an actor.
    /// </exception>
    public long RunUntilIdle(int maxSteps = DefaultMaxSteps)
    {
        var before = Steps;
        while (Step() || FireNext(_time.Elapsed))
        {
            if (Steps - before > maxSteps)
            {
                throw new InvalidOperationException(
                    $"not idle after {maxSteps} steps (seed {Seed}); still busy: {Busy()}. "
                    + "Actors that tell each other for ever? Then take single steps");
            }
        }

        return Steps - before;
    }

    /// <summary>One turn of one actor. False: nobody has work.</summary>
    /// <exception cref="InvalidOperationException">Called from inside an actor.</exception>
    public bool Step()
    {
        CellMailbox next;
        lock (_gate)
        {
            if (_running)
            {
                throw new InvalidOperationException(
                    "an actor, or what follows its answer, must not run the dispatcher");
            }

            if (_runnable.Count == 0)
            {
                return false;
            }

            var index = _random.Next(_runnable.Count);
            next = _runnable[index];
            _runnable.RemoveAt(index);
            _running = true;
        }

        try
        {
            Steps++;
            using (InlineScope.Enter())
            {
                next.Run(Throughput);
            }
        }
        finally
        {
            lock (_gate)
            {
                _running = false;
            }
        }

        return true;
    }

    /// <summary>
    /// Lets virtual time pass: fires timers in the order of their time, running until idle between them.
    /// </summary>
    /// <param name="by">Zero or more.</param>
    /// <param name="maxSteps">Turns allowed between two timers.</param>
    public void Advance(TimeSpan by, int maxSteps = DefaultMaxSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = _time.Elapsed + by;
        RunUntilIdle(maxSteps);
        while (FireNext(target))
        {
            RunUntilIdle(maxSteps);
        }

        _time.MoveTo(target);
    }

    /// <summary>Runs, and lets time pass timer by timer, until the condition holds.</summary>
    /// <param name="condition">Looked at whenever nobody has work.</param>
    /// <param name="within">Virtual time allowed.</param>
    /// <returns>False: time is up, or nothing more can happen before that.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var target = _time.Elapsed + within;
        do
        {
            RunUntilIdle();
            if (condition())
            {
                return true;
            }
        }
        while (FireNext(target));

        _time.MoveTo(target);
        return false;
    }

    private bool FireNext(TimeSpan until)
    {
        using (InlineScope.Enter())
        {
            return _time.FireNext(until);
        }
    }

    internal override void Schedule(CellMailbox mailbox, bool again)
    {
        lock (_gate)
        {
            _runnable.Add(mailbox);
        }
    }

    internal void Trace(ActorCell receiver, object message, IActorRef? sender) =>
        _trace?.Invoke(new Delivery(Steps, _time.Elapsed, receiver.Self.Path, message, sender?.Path));

    private string Busy()
    {
        lock (_gate)
        {
            return string.Join(", ", _runnable.Take(5).Select(mailbox => mailbox.Cell.Self.Path));
        }
    }
}
