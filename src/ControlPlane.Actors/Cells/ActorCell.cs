namespace ControlPlane.Actors;

/// <summary>
/// One actor's place in the tree: it keeps reference, mailbox, children and watches while instances come and go. This
/// part is the context that the actor sees; the others are messages, life cycle, faults, and the stopping of children.
/// </summary>
internal sealed partial class ActorCell : IActorContext
{
    [ThreadStatic]
    private static ActorCell? t_current;

    private readonly InternalActorRef _parent;
    private readonly Props _props;
    private readonly Children _children = new();
    private readonly DeathWatch _deathWatch;
    private readonly SteppedDispatcher? _stepped;
    private ActorBase? _actor;
    private object? _message;

    public ActorCell(ActorSystem system, InternalActorRef parent, Props props, ActorPath path)
    {
        System = system;
        _parent = parent;
        _props = props;
        _stepped = system.Dispatcher as SteppedDispatcher;
        Self = new LocalActorRef(this, path);
        _deathWatch = new DeathWatch(Self);
        Mailbox = new CellMailbox(this, system.Dispatcher, props.Mailbox.NewQueue());

        // Until there is an instance, messages wait.
        Mailbox.Suspend();
    }

    /// <summary>The actor that this thread runs, if any.</summary>
    public static ActorCell? Current
    {
        get => t_current;
        set => t_current = value;
    }

    public ActorSystem System { get; }

    public LocalActorRef Self { get; }

    public CellMailbox Mailbox { get; }

    /// <summary>Null: nobody.</summary>
    public IActorRef? SenderOrNull { get; private set; }

    IActorRef IActorContext.Self => Self;

    IActorRef IActorContext.Parent => _parent;

    IActorRef IActorContext.Sender => SenderOrNull ?? System.DeadLetters;

    public static ActorCell CurrentOrThrow() => t_current ?? throw new NotSupportedException(
        "there is no active actor on this thread; Context and Sender are for use inside an actor, "
        + "not after an await or on another thread. Keep what you need in a local, and PipeTo(Self)");

    public static CellScope Enter(ActorCell cell)
    {
        var scope = new CellScope(t_current);
        t_current = cell;
        return scope;
    }

    /// <summary>What runs in here is not part of any actor.</summary>
    public static CellScope Outside()
    {
        var scope = new CellScope(t_current);
        t_current = null;
        return scope;
    }

    public IActorRef ActorOf(Props props, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null)
        {
            ActorName.Check(name);
        }

        return StartNow(NewChild(props, name ?? _children.MakeUpName(), inOrder: false, spec: null));
    }

    public IActorRef ActorOf(ChildSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ChildSpec.Check([spec]);
        return StartNow(NewChild(spec.Props, spec.Name, inOrder: false, spec));
    }

    public IReadOnlyList<IActorRef> StartAll(IReadOnlyList<ChildSpec> specs)
    {
        ChildSpec.Check(specs);
        var records = specs.Select(spec => NewChild(spec.Props, spec.Name, inOrder: true, spec)).ToArray();
        _children.Add(Self.Path, records);
        StartNextInOrder();
        return [.. records.Select(record => record.Ref)];
    }

    public IActorRef Child(string name) => _children.Find(name)?.Ref ?? ActorRefs.Nobody;

    public IReadOnlyList<IActorRef> GetChildren() => [.. _children.Snapshot().Select(record => record.Ref)];

    public IActorRef Watch(IActorRef subject)
    {
        _deathWatch.Watch(InternalActorRef.Of(subject), null);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _deathWatch.Watch(InternalActorRef.Of(subject), message);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        _deathWatch.Unwatch(InternalActorRef.Of(subject));
        return subject;
    }

    public void Stop(IActorRef actor)
    {
        if (_children.Find(actor) is { } child)
        {
            _children.MarkStopping(child);
            child.ToldToStop = true;
        }

        InternalActorRef.Of(actor).SendSystem(new SystemMessage.Terminate());
    }

    public void CollectDescendants(List<IActorRef> into)
    {
        foreach (var child in _children.Snapshot())
        {
            into.Add(child.Ref);
            child.Ref.Cell.CollectDescendants(into);
        }
    }

    private ChildRecord NewChild(Props props, string name, bool inOrder, ChildSpec? spec) =>
        new(new ActorCell(System, Self, props, Self.Path.Child(name)).Self, inOrder, spec);

    private LocalActorRef StartNow(ChildRecord record)
    {
        record.Activated = true;
        _children.Add(Self.Path, record);
        record.Ref.SendSystem(new SystemMessage.Create());
        return record.Ref;
    }
}
