using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Variables;

/// <summary>All shared variables of a node. Pure: calls and the time in, <see cref="Answers"/> out.</summary>
internal sealed class VariableTable
{
    private readonly Answers _answers;
    private readonly Dictionary<string, SharedVariable> _all = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(TimeSpan Due, long Id), SharedVariable> _due = [];
    private readonly WaitingCalls<bool> _waiting;
    private long _last;

    public VariableTable(Answers answers)
    {
        _answers = answers;
        _waiting = new WaitingCalls<bool>("shared variables to be set", answers);
    }

    public long Bytes { get; private set; }

    public int Count => _all.Count;

    /// <summary>When <see cref="Expire"/> has something to do, at the earliest; null: nothing is limited in
    /// time.</summary>
    public TimeSpan? NextDue => _due.Count == 0 ? null : _due.First().Key.Due;

    /// <returns>False: it exists.</returns>
    /// <exception cref="InvalidOperationException">Too many.</exception>
    public bool Create(Holder holder, string name, SharedVariableOptions options, TimeSpan now)
    {
        Expire(now);
        if (_all.ContainsKey(name))
        {
            return false;
        }

        PluginLimits.CheckNames(Count, "shared variables", "Delete those that nobody needs.");
        var variable = new SharedVariable(++_last, name, holder.Container.Service, options);
        _all.Add(name, variable);
        Touch(variable, now);
        return true;
    }

    /// <returns>False: it does not exist, or may not be set by this service.</returns>
    /// <exception cref="InvalidOperationException">Too many bytes in all.</exception>
    public bool Set(Holder holder, string name, byte[] bytes, TimeSpan now)
    {
        if (Find(name, now) is not { } variable || !variable.MaySet(holder.Container.Service))
        {
            return false;
        }

        PluginLimits.CheckBytes(Bytes - variable.Bytes, bytes.Length, "shared variables");
        Bytes += bytes.Length - variable.Bytes;
        variable.Set(bytes);
        Touch(variable, now);
        Serve(name, variable.Value);
        return true;
    }

    public SharedValue? Get(string name, TimeSpan now)
    {
        if (Find(name, now) is not { } variable)
        {
            return null;
        }

        Touch(variable, now);
        return variable.Value;
    }

    /// <summary>Answered when it is set, or deleted.</summary>
    /// <exception cref="InvalidOperationException">Too many wait.</exception>
    public void Wait(Call call, string name, TimeSpan now)
    {
        if (Find(name, now) is { Value: null })
        {
            _waiting.Add(name, call, true);
        }
        else
        {
            _answers.Give(call.Ticket, Get(name, now));
        }
    }

    /// <returns>False: it does not exist, or may not be deleted by this service.</returns>
    public bool Delete(Holder holder, string name, TimeSpan now)
    {
        if (Find(name, now) is not { } variable || !variable.MayDelete(holder.Container.Service))
        {
            return false;
        }

        Remove(variable);
        return true;
    }

    public void GiveUp(long ticket) => _waiting.GiveUp(ticket);

    /// <param name="holder">The container that has ended.</param>
    /// <param name="last">No container of its service lives any more.</param>
    public void End(Holder holder, bool last)
    {
        _waiting.End(holder);
        if (last)
        {
            var service = holder.Container.Service;
            foreach (var own in _all.Values.Where(
                v => v.Options.Own && v.Service == service).OrderBy(v => v.Id).ToList())
            {
                Remove(own);
            }
        }
    }

    /// <summary>Deletes what nobody has used for too long.</summary>
    public void Expire(TimeSpan now)
    {
        while (_due.Count > 0 && _due.First() is var (key, variable) && key.Due <= now)
        {
            Remove(variable);
        }
    }

    private SharedVariable? Find(string name, TimeSpan now)
    {
        Expire(now);
        return _all.GetValueOrDefault(name);
    }

    private void Touch(SharedVariable variable, TimeSpan now)
    {
        if (variable.Options.Timeout is { } timeout)
        {
            Unschedule(variable);
            variable.Due = now + timeout;
            _due.Add((now + timeout, variable.Id), variable);
        }
    }

    private void Unschedule(SharedVariable variable)
    {
        if (variable.Due is { } due)
        {
            _due.Remove((due, variable.Id));
        }
    }

    private void Remove(SharedVariable variable)
    {
        Unschedule(variable);
        _all.Remove(variable.Name);
        Bytes -= variable.Bytes;
        Serve(variable.Name, null);
    }

    private void Serve(string name, SharedValue? value)
    {
        while (_waiting.TryTake(name, out var waiting))
        {
            _answers.Give(waiting.Call.Ticket, value);
        }
    }
}
