using System.Collections.Concurrent;
using ControlPlane.Actors;

namespace ControlPlane.TestKit;

/// <summary>An actor that keeps what it is told, so that a test can ask for it in order.</summary>
public sealed class TestProbe
{
    private readonly ActorKit _kit;
    private readonly ConcurrentQueue<(object Message, IActorRef Sender)> _received = new();

    internal TestProbe(ActorKit kit, string name)
    {
        _kit = kit;
        Ref = kit.ActorOf(Props.Create(() => new ProbeActor(_received)), name);
    }

    /// <summary>The probe as an actor.</summary>
    public IActorRef Ref { get; }

    /// <summary>Who sent the message that was taken last; dead letters if nobody did.</summary>
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>Tells a message with the probe as its sender.</summary>
    public void Send(IActorRef receiver, object message) => receiver.Tell(message, Ref);

    /// <summary>Answers the message that was taken last.</summary>
    public void Reply(object message) => LastSender.Tell(message, Ref);

    /// <summary>The probe watches an actor.</summary>
    public void Watch(IActorRef subject) => Ref.Tell(new ProbeActor.WatchIt(subject), ActorRefs.NoSender);

    /// <summary>The next message must be of this type.</summary>
    public T ExpectMsg<T>(TimeSpan? within = null) => ExpectMsg<T>(_ => true, within);

    /// <summary>The next message must be of this type, and as the condition says.</summary>
    public T ExpectMsg<T>(Predicate<T> condition, TimeSpan? within = null)
    {
        var message = Next(typeof(T).Name, within);
        return message is T expected && condition(expected)
            ? expected
            : throw new ExpectationException($"{Ref.Path} expected a {typeof(T).Name} that fits, but got {message}");
    }

    /// <summary>Skips messages until one fits.</summary>
    public T FishForMessage<T>(Predicate<T>? condition = null, TimeSpan? within = null)
    {
        var skipped = new List<object>();
        while (true)
        {
            var message = Next($"{typeof(T).Name} after skipping [{string.Join(", ", skipped)}]", within);
            if (message is T expected && condition?.Invoke(expected) != false)
            {
                return expected;
            }

            skipped.Add(message);
        }
    }

    /// <summary>The next message must be the Terminated of this actor; <see cref="Watch"/> it first.</summary>
    public void ExpectTerminated(IActorRef subject, TimeSpan? within = null) =>
        ExpectMsg<Terminated>(terminated => ReferenceEquals(terminated.ActorRef, subject), within);

    /// <summary>
    /// Nothing may come: until idle and for that virtual time when stepped, for a glance on the pool.
    /// </summary>
    public void ExpectNoMsg(TimeSpan? within = null)
    {
        _kit.Settle(within);
        if (_received.TryPeek(out var unwanted))
        {
            throw new ExpectationException($"{Ref.Path} expected nothing, but got {unwanted.Message}");
        }
    }

    /// <summary>Takes everything that has come by now.</summary>
    public IReadOnlyList<object> Drain()
    {
        var taken = new List<object>();
        while (_received.TryDequeue(out var one))
        {
            LastSender = one.Sender;
            taken.Add(one.Message);
        }

        return taken;
    }

    private object Next(string wanted, TimeSpan? within)
    {
        var limit = within ?? ActorKit.DefaultWithin;
        if (!_kit.WaitFor(() => !_received.IsEmpty, limit) || !_received.TryDequeue(out var one))
        {
            throw new ExpectationException($"{Ref.Path} expected {wanted}, but nothing came within {limit}");
        }

        LastSender = one.Sender;
        return one.Message;
    }
}
