using ControlPlane.Actors;

namespace ControlPlane.Node.Logging;

/// <summary>Questions to all destinations at once: who asked, who has not answered yet, what was said. Pure.</summary>
internal sealed class SinkRounds
{
    private readonly SortedDictionary<int, Round> _rounds = [];
    private int _last;

    /// <summary>Begins a round.</summary>
    /// <param name="requester">Whom the answer goes to.</param>
    /// <param name="asked">The destinations, by name.</param>
    /// <param name="answer">Makes the answer of the errors.</param>
    public int Begin(IActorRef requester, IEnumerable<string> asked, Func<IReadOnlyList<string>, object> answer)
    {
        _rounds.Add(++_last, new Round(requester, [.. asked], [], answer));
        return _last;
    }

    /// <summary>A destination has answered, or will not any more (with a sentence that says why).</summary>
    public void Answered(int number, string sink, IReadOnlyList<string> errors)
    {
        if (_rounds.TryGetValue(number, out var round) && round.Missing.Remove(sink))
        {
            round.Errors.AddRange(errors);
        }
    }

    /// <summary>A destination is gone; every round that waits for it goes on without.</summary>
    public void Gone(string sink)
    {
        foreach (var number in _rounds.Keys)
        {
            Answered(number, sink, [$"{sink}: the destination failed and is started again"]);
        }
    }

    /// <summary>It took too long: who is missing now is an error.</summary>
    public void Overdue(int number)
    {
        if (_rounds.TryGetValue(number, out var round))
        {
            round.Errors.AddRange(round.Missing.Select(sink =>
                $"{sink}: does not answer; perhaps its disk or the reader of its pipe hangs"));
            round.Missing.Clear();
        }
    }

    /// <summary>The answers of the rounds that are complete; they are over then.</summary>
    public IReadOnlyList<(int Number, IActorRef Requester, object Answer)> TakeComplete()
    {
        var complete = _rounds.Where(entry => entry.Value.Missing.Count == 0).ToList();
        complete.ForEach(entry => _rounds.Remove(entry.Key));
        return [.. complete.Select(entry =>
            (entry.Key, entry.Value.Requester, entry.Value.Answer(entry.Value.Errors)))];
    }

    private sealed record Round(
        IActorRef Requester,
        List<string> Missing,
        List<string> Errors,
        Func<IReadOnlyList<string>, object> Answer);
}
