namespace ControlPlane.Node.Plugins.Levers;

/// <summary>A function that a service has registered, and whether a call of it runs.</summary>
internal sealed class Lever(Func<string, CancellationToken, Task<string>> function)
{
    public Func<string, CancellationToken, Task<string>> Function { get; } = function;

    public bool Runs { get; set; }
}

/// <summary>A call of a lever that has begun.</summary>
internal sealed class LeverRun(Lever lever, string service, string name)
{
    public Lever Lever { get; } = lever;

    public string Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>Null: nobody waits for its result any longer.</summary>
    public Call? Caller { get; set; }
}

/// <summary>What the actor has to do with a run.</summary>
internal abstract record LeverOrder(long Run)
{
    public sealed record Begin(long Run, Func<string, CancellationToken, Task<string>> Function, string Argument)
        : LeverOrder(Run);

    /// <summary>Nobody waits for it any longer.</summary>
    public sealed record Cancel(long Run) : LeverOrder(Run);
}
