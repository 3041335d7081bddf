namespace ControlPlane.Actors.Tests;

/// <summary>An actor whose handlers and hooks a test writes down where it uses them, and that keeps a diary.</summary>
internal sealed class Scripted : ReceiveActor, IWithTimers
{
    private readonly Script _script;

    public Scripted(Script script)
    {
        _script = script;
        script.Instances++;
        script.Note("made");
        Receive<Do>(command => command.Action(this));
        script.Constructor?.Invoke(this);
        Receive<Exception>(exception => throw exception);
        ReceiveAny(message => script.Note(message.ToString()!));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IActorContext Surroundings => Context;

    public IActorRef Me => Self;

    public static Props Of(Script script) => Props.Create(() => new Scripted(script));

    public void On<T>(Action<T> handler) => Receive(handler);

    protected override void PreStart()
    {
        _script.Note("PreStart");
        _script.PreStart?.Invoke(this);
    }

    protected override void PostStop()
    {
        _script.Note("PostStop");
        _script.PostStop?.Invoke(this);
    }

    protected override void PreRestart(Exception reason, object? message)
    {
        _script.Note($"PreRestart {reason.Message} on {message?.GetType().Name}");
        if (_script.PreRestart is { } instead)
        {
            instead(this);
            return;
        }

        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _script.Note($"PostRestart {reason.Message}");
        base.PostRestart(reason);
    }

    protected override SupervisorStrategy SupervisorStrategy() => _script.Strategy ?? base.SupervisorStrategy();

    /// <summary>Does something inside the actor.</summary>
    public sealed record Do(Action<Scripted> Action);
}

/// <summary>What a <see cref="Scripted"/> actor does, and the diary it writes.</summary>
internal sealed class Script(string? name = null, List<string>? diary = null)
{
    public List<string> Diary { get; } = diary ?? [];

    public int Instances { get; set; }

    public Action<Scripted>? Constructor { get; init; }

    public Action<Scripted>? PreStart { get; init; }

    public Action<Scripted>? PostStop { get; init; }

    public Action<Scripted>? PreRestart { get; init; }

    public SupervisorStrategy? Strategy { get; init; }

    public void Note(string what) => Diary.Add(name is null ? what : $"{name} {what}");
}
