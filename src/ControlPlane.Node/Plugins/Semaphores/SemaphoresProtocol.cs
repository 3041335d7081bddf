namespace ControlPlane.Node.Plugins.Semaphores;

/// <summary>Calls to the semaphores and mutexes of the node.</summary>
internal static class SemaphoresProtocol
{
    public abstract record Request : PluginsProtocol.Request;

    /// <summary>Answered by a bool.</summary>
    public sealed record Create(string Name, long Initial, bool IsProtected) : Request;

    /// <summary>Answered by a long.</summary>
    public sealed record Increment(string Name) : Request;

    /// <summary>Answered by a long.</summary>
    public sealed record Decrement(string Name, bool Wait) : Request;

    /// <summary>Answered by a long.</summary>
    public sealed record Get(string Name) : Request;

    public sealed record Destroy(string Name) : Request;

    /// <summary>Answered when the caller has it.</summary>
    public sealed record Lock(string Mutex) : Request;

    public sealed record Unlock(string Mutex) : Request;
}
