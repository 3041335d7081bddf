namespace ControlPlane.Node.Plugins;

/// <summary>What containers say to the services of the node.</summary>
internal static class PluginsProtocol
{
    /// <summary>A call of a container; each is answered by one <see cref="Reply"/>, or by a failure.</summary>
    public abstract record Request;

    /// <summary>Who calls, and what.</summary>
    public sealed record Asked(Call Call, Request Request);

    /// <summary>The answer to <see cref="Asked"/>.</summary>
    public sealed record Reply(object? Value);

    /// <summary>The caller waits no longer: answered as cancelled, unless it was served before.</summary>
    public sealed record GiveUp(long Ticket);

    /// <summary>A container begins; before its first call.</summary>
    public sealed record Began(Holder Holder);

    /// <summary>A container has ended: everything of it ends.</summary>
    public sealed record Ended(Holder Holder);

    /// <summary>From the supervisor: it has ended, and whether it was the last one of its service.</summary>
    public sealed record Lost(Holder Holder, bool LastOfService);

    /// <summary>A service registers a lever.</summary>
    public sealed record AddLever(string Service, string Name, Func<string, CancellationToken, Task<string>> Function);

    /// <summary>A service was removed.</summary>
    public sealed record Forget(string Service);
}
