using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.Node.Plugins;

/// <summary>
/// Calls that wait, in one line for each name, first in, first out. Each leaves exactly once: served, given up, or
/// because its container has ended.
/// </summary>
/// <param name="kind">For people: what they wait for.</param>
/// <param name="answers">Gets the refusals of those who are not served.</param>
internal sealed class WaitingCalls<T>(string kind, Answers answers)
{
    private readonly Dictionary<string, LinkedList<Waiting>> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<long, LinkedListNode<Waiting>> _places = [];

    public int Count => _places.Count;

    public bool Any(string name) => _lines.ContainsKey(name);

    /// <exception cref="InvalidOperationException">Too many wait.</exception>
    public void Add(string name, Call call, T what)
    {
        if (Count >= PluginLimits.MaxWaiting)
        {
            throw new InvalidOperationException(
                $"{Count} calls wait for {kind}; expected at most {PluginLimits.MaxWaiting}. "
                + "Let fewer wait, or give their waiting a limit by its cancellation.");
        }

        if (!_lines.TryGetValue(name, out var line))
        {
            _lines.Add(name, line = []);
        }

        _places.Add(call.Ticket, line.AddLast(new Waiting(name, call, what)));
    }

    /// <summary>The one that waits longest for this name leaves the line.</summary>
    public bool TryTake(string name, [NotNullWhen(true)] out Waiting? first)
    {
        first = _lines.TryGetValue(name, out var line) ? line.First!.Value : null;
        if (first is not null)
        {
            Remove(first.Call.Ticket);
        }

        return first is not null;
    }

    /// <summary>Its caller waits no longer. Nothing happens when it was served before.</summary>
    public Waiting? GiveUp(long ticket)
    {
        var gone = Remove(ticket);
        if (gone is not null)
        {
            answers.Refuse(ticket, new OperationCanceledException());
        }

        return gone;
    }

    /// <summary>The container has ended.</summary>
    public IReadOnlyList<Waiting> End(Holder holder)
    {
        var gone = _places.Values.Select(p => p.Value)
            .Where(w => w.Call.Holder == holder).OrderBy(w => w.Call.Ticket).ToList();
        foreach (var waiting in gone)
        {
            Remove(waiting.Call.Ticket);
            answers.Refuse(waiting.Call.Ticket, Ended(holder));
        }

        return gone;
    }

    public static ObjectDisposedException Ended(Holder holder) =>
        new(holder.Container.ToString(), $"The container {holder.Container} has ended; it can call nothing any more.");

    private Waiting? Remove(long ticket)
    {
        if (!_places.Remove(ticket, out var place))
        {
            return null;
        }

        var line = place.List!;
        line.Remove(place);
        if (line.Count == 0)
        {
            _lines.Remove(place.Value.Name);
        }

        return place.Value;
    }

    /// <summary>One that waits, and for what.</summary>
    public sealed record Waiting(string Name, Call Call, T What);
}
