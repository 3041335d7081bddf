namespace ControlPlane.Actors;

/// <summary>A list of handlers, asked from top to bottom.</summary>
internal sealed class Behaviour
{
    private readonly List<Func<object, bool>> _handlers = [];
    private bool _takesAny;

    public bool Handle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler(message))
            {
                return true;
            }
        }

        return false;
    }

    public void Add<T>(Predicate<T>? condition, Action<T> handler) => AddLast(message =>
    {
        if (message is not T expected || condition?.Invoke(expected) == false)
        {
            return false;
        }

        handler(expected);
        return true;
    });

    public void AddAny(Action<object> handler)
    {
        AddLast(message =>
        {
            handler(message);
            return true;
        });
        _takesAny = true;
    }

    private void AddLast(Func<object, bool> handler)
    {
        if (_takesAny)
        {
            throw new InvalidOperationException(
                "a handler after ReceiveAny can never get a message; put ReceiveAny last");
        }

        _handlers.Add(handler);
    }
}
