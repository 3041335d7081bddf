namespace ControlPlane.Node.Plugins.Semaphores;

/// <summary>All semaphores of a node and who waits for them. Pure: calls in, <see cref="Answers"/> out.</summary>
internal sealed class SemaphoreTable
{
    private readonly Answers _answers;
    private readonly Dictionary<string, Semaphore> _all = new(StringComparer.Ordinal);
    private readonly WaitingCalls<string?> _waiting;

    public SemaphoreTable(Answers answers)
    {
        _answers = answers;
        _waiting = new WaitingCalls<string?>("semaphores and mutexes", answers);
    }

    public int Count => _all.Count;

    /// <returns>False: it exists.</returns>
    /// <exception cref="InvalidOperationException">Too many.</exception>
    public bool Create(string name, long initial, bool isProtected)
    {
        if (_all.ContainsKey(name))
        {
            return false;
        }

        PluginLimits.CheckNames(Count, "semaphores (a locked mutex is two)", "Destroy those that nobody needs.");
        _all.Add(name, new Semaphore(initial, isProtected));
        return true;
    }

    /// <summary>Adds one, which may serve one that waits.</summary>
    /// <returns>The value after it.</returns>
    public long Increment(Holder holder, string name)
    {
        var semaphore = Used(name);
        semaphore.Change(holder, +1);
        Serve(name, semaphore);
        return semaphore.Shown;
    }

    /// <summary>Takes one; the answer is the value after it, or -1.</summary>
    /// <param name="call">Who takes.</param>
    /// <param name="name">From where.</param>
    /// <param name="wait">Until there is one.</param>
    /// <param name="thenAdd">Another semaphore that gets one from the same holder as soon as this one was
    /// taken.</param>
    public void Decrement(Call call, string name, bool wait, string? thenAdd = null)
    {
        var semaphore = Used(name);
        if (semaphore.Value > 0)
        {
            Take(semaphore, call, thenAdd);
        }
        else if (wait)
        {
            _waiting.Add(name, call, thenAdd);
        }
        else
        {
            _answers.Give(call.Ticket, -1L);
        }
    }

    public long Get(string name) => Used(name).Shown;

    public Semaphore? Find(string name) => _all.GetValueOrDefault(name);

    public bool Awaited(string name) => _waiting.Any(name);

    /// <summary>Everyone who waits gets -1.</summary>
    public void Destroy(string name)
    {
        _all.Remove(name);
        while (_waiting.TryTake(name, out var waiting))
        {
            _answers.Give(waiting.Call.Ticket, -1L);
        }
    }

    public void GiveUp(long ticket) => _waiting.GiveUp(ticket);

    /// <summary>Settles what a container has left; those that wait are served from what comes back.</summary>
    /// <returns>The names concerned.</returns>
    public IReadOnlyList<string> End(Holder holder)
    {
        _waiting.End(holder);
        var concerned =
            _all.Where(s => s.Value.Concerns(holder)).Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
        foreach (var name in concerned)
        {
            _all[name].Settle(holder);
        }

        foreach (var name in concerned)
        {
            Serve(name, _all[name]);
        }

        return concerned;
    }

    /// <summary>What is used before it was created begins with 0 and is protected.</summary>
    private Semaphore Used(string name)
    {
        Create(name, initial: 0, isProtected: true);
        return _all[name];
    }

    private void Serve(string name, Semaphore semaphore)
    {
        while (semaphore.Value > 0 && _waiting.TryTake(name, out var first))
        {
            Take(semaphore, first.Call, first.What);
        }
    }

    private void Take(Semaphore semaphore, Call call, string? thenAdd)
    {
        semaphore.Change(call.Holder, -1);
        if (thenAdd is not null)
        {
            Increment(call.Holder, thenAdd);
        }

        _answers.Give(call.Ticket, semaphore.Shown);
    }
}
