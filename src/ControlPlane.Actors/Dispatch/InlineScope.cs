namespace ControlPlane.Actors;

/// <summary>
/// While it lives, this thread has no synchronization context. With one, the runtime sends what follows an awaited task
/// to the pool instead of running it here, and the order of a stepped run would no longer be its own.
/// </summary>
internal readonly ref struct InlineScope
{
    private readonly SynchronizationContext? _before;

    private InlineScope(SynchronizationContext? before) => _before = before;

    public static InlineScope Enter()
    {
        var scope = new InlineScope(SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(null);
        return scope;
    }

    public void Dispose() => SynchronizationContext.SetSynchronizationContext(_before);
}
