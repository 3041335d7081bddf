namespace ControlPlane.Node.Plugins.Mailboxes;

/// <summary>
/// All mailboxes of a node: one slot each, those who wait to fill it and those who wait to empty it, each first in,
/// first out. An empty one that nobody waits for is not there. Pure: calls in, <see cref="Answers"/> out.
/// </summary>
internal sealed class MailboxTable
{
    private readonly Answers _answers;
    private readonly Dictionary<string, byte[]> _slots = new(StringComparer.Ordinal);
    private readonly WaitingCalls<byte[]> _senders;
    private readonly WaitingCalls<bool> _receivers;

    public MailboxTable(Answers answers)
    {
        _answers = answers;
        _senders = new WaitingCalls<byte[]>("mailboxes to be empty", answers);
        _receivers = new WaitingCalls<bool>("mailboxes to be full", answers);
    }

    /// <summary>Bytes in slots and of those who wait to send.</summary>
    public long Bytes { get; private set; }

    /// <summary>Full ones.</summary>
    public int Count => _slots.Count;

    /// <summary>Answered when the value is in the slot, or was taken by one who waited for it.</summary>
    /// <exception cref="InvalidOperationException">Too many mailboxes, bytes, or calls that wait.</exception>
    public void Send(Call call, string name, byte[] value)
    {
        if (_receivers.TryTake(name, out var receiver))
        {
            _answers.Give(receiver.Call.Ticket, value);
            _answers.Give(call.Ticket, null);
            return;
        }

        PluginLimits.CheckBytes(Bytes, value.Length, "mailboxes");
        if (_slots.ContainsKey(name))
        {
            _senders.Add(name, call, value);
            Bytes += value.Length;
            return;
        }

        PluginLimits.CheckNames(Count, "full mailboxes", "Receive what they hold.");
        Bytes += value.Length;
        _slots.Add(name, value);
        _answers.Give(call.Ticket, null);
    }

    /// <summary>Answered with the value.</summary>
    /// <exception cref="InvalidOperationException">Too many wait.</exception>
    public void Receive(Call call, string name)
    {
        if (!_slots.Remove(name, out var value))
        {
            _receivers.Add(name, call, true);
            return;
        }

        Bytes -= value.Length;
        _answers.Give(call.Ticket, value);
        if (_senders.TryTake(name, out var next))
        {
            _slots.Add(name, next.What);
            _answers.Give(next.Call.Ticket, null);
        }
    }

    public void GiveUp(long ticket)
    {
        _receivers.GiveUp(ticket);
        Bytes -= _senders.GiveUp(ticket)?.What.Length ?? 0;
    }

    /// <summary>Its calls wait no longer; what it has sent stays.</summary>
    public void End(Holder holder)
    {
        _receivers.End(holder);
        Bytes -= _senders.End(holder).Sum(s => (long)s.What.Length);
    }
}
