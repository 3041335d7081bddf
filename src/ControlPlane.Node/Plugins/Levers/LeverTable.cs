using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Levers;

/// <summary>
/// All levers of a node: one call at a time for each, the others in line. One that never returns holds up its own line
/// only, until it is registered anew. Pure: calls in, <see cref="Answers"/> and orders out.
/// </summary>
internal sealed class LeverTable
{
    private readonly Answers _answers;
    private readonly Dictionary<string, SortedDictionary<string, Lever>> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<long, LeverRun> _runs = [];
    private readonly WaitingCalls<string> _waiting;
    private List<LeverOrder> _orders = [];
    private long _last;

    public LeverTable(Answers answers)
    {
        _answers = answers;
        _waiting = new WaitingCalls<string>("levers", answers);
    }

    /// <summary>What has to be done now, in order.</summary>
    public IReadOnlyList<LeverOrder> TakeOrders()
    {
        var taken = _orders;
        _orders = [];
        return taken;
    }

    /// <summary>A lever of the same name is replaced: a call that runs goes on, those in line are for the new
    /// one.</summary>
    public void Add(string service, string name, Func<string, CancellationToken, Task<string>> function)
    {
        if (!_all.TryGetValue(service, out var levers))
        {
            _all.Add(service, levers = new SortedDictionary<string, Lever>(StringComparer.Ordinal));
        }

        levers[name] = new Lever(function);
        Next(levers[name], service, name);
    }

    /// <summary>Answered with the text of the lever, a <see cref="LeverException"/>, or a
    /// <see cref="KeyNotFoundException"/>.</summary>
    /// <exception cref="InvalidOperationException">Too many wait.</exception>
    public void Activate(Call call, string name, string argument)
    {
        var service = call.Holder.Container.Service;
        if (Find(service, name) is not { } lever)
        {
            _answers.Refuse(call.Ticket, Unknown(service, name));
        }
        else if (lever.Runs)
        {
            _waiting.Add(Line(service, name), call, argument);
        }
        else
        {
            Begin(lever, service, name, call, argument);
        }
    }

    /// <summary>A run has ended: with a result, or with an error.</summary>
    public void Returned(long run, string? result, Exception? error)
    {
        if (!_runs.Remove(run, out var ended))
        {
            return;
        }

        if (ended.Caller is { } caller)
        {
            if (error is null)
            {
                _answers.Give(caller.Ticket, result);
            }
            else
            {
                _answers.Refuse(caller.Ticket, new LeverException(error.Message, error));
            }
        }

        ended.Lever.Runs = false;
        if (Find(ended.Service, ended.Name) == ended.Lever)
        {
            Next(ended.Lever, ended.Service, ended.Name);
        }
    }

    /// <summary>In line: it leaves. Running: its caller waits no longer, and the function is told.</summary>
    public void GiveUp(long ticket)
    {
        _waiting.GiveUp(ticket);
        foreach (var (run, facts) in _runs.Where(r => r.Value.Caller?.Ticket == ticket))
        {
            Abandon(run, facts, new OperationCanceledException());
        }
    }

    /// <summary>The container has ended: as if it had given up all its calls.</summary>
    public void End(Holder holder)
    {
        _waiting.End(holder);
        foreach (var (run, facts) in _runs.Where(r => r.Value.Caller?.Holder == holder).OrderBy(r => r.Key))
        {
            Abandon(run, facts, WaitingCalls<string>.Ended(holder));
        }
    }

    /// <summary>The service was removed.</summary>
    public void Forget(string service)
    {
        if (!_all.Remove(service, out var levers))
        {
            return;
        }

        foreach (var name in levers.Keys)
        {
            while (_waiting.TryTake(Line(service, name), out var waiting))
            {
                _answers.Refuse(waiting.Call.Ticket, Unknown(service, name));
            }
        }
    }

    private Lever? Find(string service, string name) =>
        _all.TryGetValue(service, out var levers) ? levers.GetValueOrDefault(name) : null;

    private void Next(Lever lever, string service, string name)
    {
        if (_waiting.TryTake(Line(service, name), out var next))
        {
            Begin(lever, service, name, next.Call, next.What);
        }
    }

    private void Begin(Lever lever, string service, string name, Call call, string argument)
    {
        lever.Runs = true;
        _runs.Add(++_last, new LeverRun(lever, service, name) { Caller = call });
        _orders.Add(new LeverOrder.Begin(_last, lever.Function, argument));
    }

    private void Abandon(long run, LeverRun facts, Exception why)
    {
        _answers.Refuse(facts.Caller!.Value.Ticket, why);
        facts.Caller = null;
        _orders.Add(new LeverOrder.Cancel(run));
    }

    private KeyNotFoundException Unknown(string service, string name)
    {
        IEnumerable<string> known = _all.TryGetValue(service, out var levers) ? levers.Keys : [];
        return new KeyNotFoundException(
            $"The service [{service}] has no lever [{name}]; it has [{string.Join(", ", known.Take(20))}]. "
            + "Register it in the hook post-add (IServiceControl.AddLever).");
    }

    private static string Line(string service, string name) => $"{service}\n{name}";
}
