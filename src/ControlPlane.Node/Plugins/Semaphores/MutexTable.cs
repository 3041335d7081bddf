namespace ControlPlane.Node.Plugins.Semaphores;

/// <summary>
/// Mutexes, each made of two protected semaphores as Netplex makes them: <c>NAME#w</c> is 1 while it is free,
/// <c>NAME#s</c> is 1 while it is held. Both are there only while it is held, so free mutexes cost nothing. Pure.
/// </summary>
internal sealed class MutexTable(SemaphoreTable semaphores)
{
    private const string Free = "#w";
    private const string Held = "#s";

    /// <summary>True for the names of the semaphores that mutexes are made of.</summary>
    public static bool IsPart(string semaphore) =>
        semaphore.EndsWith(Free, StringComparison.Ordinal) || semaphore.EndsWith(Held, StringComparison.Ordinal);

    /// <summary>What such a semaphore is at the moment, whether it is there or not.</summary>
    public long Part(string semaphore) =>
        semaphores.Find(semaphore)?.Shown ?? (semaphore.EndsWith(Free, StringComparison.Ordinal) ? 1 : 0);

    /// <summary>Answered when the caller has it.</summary>
    /// <exception cref="InvalidOperationException">Too many mutexes, or too many who wait.</exception>
    public void Lock(Call call, string name)
    {
        if (semaphores.Find(name + Free) is null)
        {
            PluginLimits.CheckNames(
                semaphores.Count + 1, "semaphores (a locked mutex is two)", "Destroy those that nobody needs.");
            semaphores.Create(name + Free, initial: 1, isProtected: true);
            semaphores.Create(name + Held, initial: 0, isProtected: true);
        }

        semaphores.Decrement(call, name + Free, wait: true, thenAdd: name + Held);
    }

    /// <summary>Whoever unlocks it, it is the holder's share that is settled; a free one stays free.</summary>
    public void Unlock(string name)
    {
        if (semaphores.Find(name + Held)?.Creditor is { } holder)
        {
            semaphores.Find(name + Held)!.Change(holder, -1);
            semaphores.Increment(holder, name + Free);
            Tidy(name);
        }
    }

    /// <summary>A container has ended, and these semaphores were settled.</summary>
    public void Settled(IReadOnlyList<string> concerned)
    {
        foreach (var part in concerned.Where(c => c.EndsWith(Free, StringComparison.Ordinal)))
        {
            Tidy(part[..^Free.Length]);
        }
    }

    private void Tidy(string name)
    {
        if (semaphores.Find(name + Free) is { Value: 1 } && !semaphores.Awaited(name + Free))
        {
            semaphores.Destroy(name + Free);
            semaphores.Destroy(name + Held);
        }
    }
}
