namespace ControlPlane.Node.Plugins;

/// <summary>What a decision answers to which calls, in order, until the actor sends it.</summary>
internal sealed class Answers
{
    private List<Answer> _given = [];

    public void Give(long ticket, object? value) => _given.Add(new Answer(ticket, value, null));

    public void Refuse(long ticket, Exception why) => _given.Add(new Answer(ticket, null, why));

    public IReadOnlyList<Answer> Take()
    {
        if (_given.Count == 0)
        {
            return [];
        }

        var taken = _given;
        _given = [];
        return taken;
    }
}

/// <summary>The answer to one call: a value, which may be null, or why there is none.</summary>
internal readonly record struct Answer(long Ticket, object? Value, Exception? Refusal);
