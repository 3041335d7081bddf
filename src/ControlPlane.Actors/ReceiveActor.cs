namespace ControlPlane.Actors;

/// <summary>
/// An actor that states its handlers in its constructor, and in what it becomes later. The first handler that fits the
/// message's type, and whose condition holds, gets it.
/// </summary>
public abstract class ReceiveActor : ActorBase
{
    private readonly Stack<Behaviour> _below = new();
    private Behaviour _current = new();
    private Behaviour? _stating;

    protected ReceiveActor() => _stating = _current;

    internal sealed override bool Handle(object message) => _current.Handle(message);

    internal sealed override void Constructed() => _stating = null;

    /// <summary>Handles messages of this type.</summary>
    /// <exception cref="InvalidOperationException">
    /// Not in the constructor or inside Become, or after ReceiveAny.
    /// </exception>
    protected void Receive<T>(Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Stating().Add(null, handler);
    }

    /// <summary>Handles messages of this type for which the condition holds.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(shouldHandle);
        ArgumentNullException.ThrowIfNull(handler);
        Stating().Add(shouldHandle, handler);
    }

    /// <summary>As above, in the other order of arguments.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle) => Receive(shouldHandle, handler);

    /// <summary>Handles everything that no handler above has taken. It must be the last.</summary>
    protected void ReceiveAny(Action<object> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Stating().AddAny(handler);
    }

    /// <summary>Replaces all handlers, from the next message on.</summary>
    /// <param name="configure">States the new handlers.</param>
    protected void Become(Action configure) => _current = State(configure);

    /// <summary>As Become; the handlers so far come back with <see cref="UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(Action configure)
    {
        var next = State(configure);
        _below.Push(_current);
        _current = next;
    }

    /// <summary>Takes back the latest BecomeStacked; does nothing if there is none.</summary>
    protected void UnbecomeStacked()
    {
        if (_below.TryPop(out var before))
        {
            _current = before;
        }
    }

    private Behaviour State(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var outer = _stating;
        var stated = new Behaviour();
        _stating = stated;
        try
        {
            configure();
        }
        finally
        {
            _stating = outer;
        }

        return stated;
    }

    private Behaviour Stating() => _stating ?? throw new InvalidOperationException(
        $"{GetType().Name}: handlers are stated in the constructor or inside Become, nowhere else");
}
