namespace ControlPlane.Actors;

/// <summary>
/// Tells each published event to those that subscribed to its type or a base type, in order of subscription.
/// </summary>
public sealed class EventStream
{
    private readonly Lock _gate = new();
    private volatile Subscription[] _subscriptions = [];

    /// <summary>Does nothing if the actor has this subscription.</summary>
    public void Subscribe(IActorRef subscriber, Type eventType)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(eventType);
        lock (_gate)
        {
            var wanted = new Subscription(subscriber, eventType);
            if (!_subscriptions.Contains(wanted))
            {
                _subscriptions = [.. _subscriptions, wanted];
            }
        }
    }

    /// <summary>As above.</summary>
    public void Subscribe<T>(IActorRef subscriber) => Subscribe(subscriber, typeof(T));

    /// <summary>Ends every subscription of the actor; when it stops, that happens by itself.</summary>
    public void Unsubscribe(IActorRef subscriber)
    {
        if (_subscriptions.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(one => !ReferenceEquals(one.Subscriber, subscriber))];
        }
    }

    /// <summary>Tells the event, without a sender.</summary>
    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        foreach (var (subscriber, type) in _subscriptions)
        {
            if (type.IsInstanceOfType(@event))
            {
                subscriber.Tell(@event, ActorRefs.NoSender);
            }
        }
    }

    private readonly record struct Subscription(IActorRef Subscriber, Type EventType);
}
