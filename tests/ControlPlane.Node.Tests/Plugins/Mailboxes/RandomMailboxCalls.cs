using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Mailboxes;

namespace ControlPlane.Node.Tests.Plugins.Mailboxes;

/// <summary>
/// Random calls to two mailboxes. The model is one line of values a mailbox and one line of takers: the first value
/// stands in the slot, and values come out in the order in which they were sent.
/// </summary>
internal class RandomMailboxCalls : RandomCalls
{
    private static readonly string[] Names = ["in", "out"];

    private readonly Dictionary<string, List<(long Ticket, Holder Holder, byte[] Value)>> _values;
    private readonly Dictionary<string, List<(long Ticket, Holder Holder)>> _takers;

    public RandomMailboxCalls(int seed)
        : base(seed)
    {
        Mailboxes = new MailboxTable(Answers);
        _values = Names.ToDictionary(n => n, _ => new List<(long, Holder, byte[])>(), StringComparer.Ordinal);
        _takers = Names.ToDictionary(n => n, _ => new List<(long, Holder)>(), StringComparer.Ordinal);
    }

    protected MailboxTable Mailboxes { get; }

    protected override void Act(Holder holder)
    {
        var (name, call) = (Names[Random.Next(2)], NewCall(holder));
        if (Random.Next(2) == 0)
        {
            var value = new byte[Random.Next(5)];
            _values[name].Add((call.Ticket, holder, value));
            if (_values[name].Count == 1)
            {
                Expect(call.Ticket, null);
            }

            Serve(name);
            Mailboxes.Send(call, name, value);
        }
        else
        {
            _takers[name].Add((call.Ticket, holder));
            Serve(name);
            Mailboxes.Receive(call, name);
        }
    }

    protected override void GiveUp(long ticket)
    {
        foreach (var name in Names)
        {
            _values[name].RemoveAll(v => v.Ticket == ticket);
            _takers[name].RemoveAll(t => t.Ticket == ticket);
        }

        Mailboxes.GiveUp(ticket);
    }

    protected override void End(Holder holder, bool last)
    {
        foreach (var name in Names)
        {
            foreach (var ticket in _values[name].Skip(1).Where(v => v.Holder == holder).Select(v => v.Ticket)
                .Concat(_takers[name].Where(t => t.Holder == holder).Select(t => t.Ticket)))
            {
                Expect(ticket, typeof(ObjectDisposedException));
            }

            var slot = _values[name].FirstOrDefault();
            _values[name].RemoveAll(v => v.Holder == holder && v.Ticket != slot.Ticket);
            _takers[name].RemoveAll(t => t.Holder == holder);
        }

        Mailboxes.End(holder);
    }

    protected override void CheckState()
    {
        var bytes = _values.Values.Sum(v => v.Sum(x => x.Value.Length));
        Check(Mailboxes.Bytes == bytes, $"the mailboxes hold {Mailboxes.Bytes} bytes, expected {bytes}");
        Check(Mailboxes.Count == _values.Values.Count(v => v.Count > 0), $"{Mailboxes.Count} are full");
    }

    protected override void CheckEnd() =>
        Check(_values.Values.All(v => v.Count < 2), "a sender of a container that has ended is still in line");

    private void Serve(string name)
    {
        var (values, takers) = (_values[name], _takers[name]);
        while (values.Count > 0 && takers.Count > 0)
        {
            Expect(takers[0].Ticket, values[0].Value);
            takers.RemoveAt(0);
            values.RemoveAt(0);
            if (values.Count > 0)
            {
                Expect(values[0].Ticket, null);
            }
        }
    }
}
