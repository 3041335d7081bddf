namespace ControlPlane.Actors;

/// <summary>How to make an actor: needed again for each restart. Immutable.</summary>
public sealed class Props
{
    private Props(Type type, Func<ActorBase> factory, SupervisorStrategy? strategy, Mailbox mailbox)
    {
        Type = type;
        Factory = factory;
        SupervisorStrategy = strategy;
        Mailbox = mailbox;
    }

    /// <summary>The actor's class, or a base of it.</summary>
    public Type Type { get; }

    /// <summary>Goes before the strategy that the actor's class states; null: the class decides.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; }

    /// <summary>Unbounded unless said otherwise.</summary>
    public Mailbox Mailbox { get; }

    internal Func<ActorBase> Factory { get; }

    /// <param name="factory">Must return a new instance at each call.</param>
    public static Props Create<T>(Func<T> factory)
        where T : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new Props(typeof(T), factory, null, Mailbox.Unbounded);
    }

    /// <summary>For an actor without arguments.</summary>
    public static Props Create<T>()
        where T : ActorBase, new() => Create(() => new T());

    /// <summary>A copy with this strategy for the actor's children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy strategy) => new(Type, Factory, strategy, Mailbox);

    /// <summary>A copy with this mailbox.</summary>
    public Props WithMailbox(Mailbox mailbox) => new(Type, Factory, SupervisorStrategy, mailbox);
}
