using ControlPlane.Contracts;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Mailboxes;

namespace ControlPlane.Node.Tests.Plugins.Mailboxes;

public sealed class MailboxTableSpec
{
    private static readonly Holder A = new(new ContainerId("s", 1), 1);
    private static readonly Holder B = new(new ContainerId("s", 2), 2);

    private readonly Answers _answers = new();
    private readonly MailboxTable _mailboxes;

    public MailboxTableSpec() => _mailboxes = new MailboxTable(_answers);

    [Fact]
    public void Twenty_thousand_random_sequences_go_as_the_model_says() =>
        Assert.Null(RandomCalls.First(20_000, seed => new RandomMailboxCalls(seed)));

    [Fact]
    public void A_sender_that_is_forgotten_is_found() =>
        Assert.NotNull(RandomCalls.First(1_000, seed => new SkipsAnEnd(seed)));

    [Fact]
    public void A_second_value_waits_until_the_first_was_received()
    {
        _mailboxes.Send(new Call(1, A), "x", [1]);
        _mailboxes.Send(new Call(2, A), "x", [2]);
        Assert.Equal([1L], _answers.Take().Select(a => a.Ticket));
        _mailboxes.Receive(new Call(3, B), "x");
        Assert.Equal([3L, 2L], _answers.Take().Select(a => a.Ticket));
        _mailboxes.Receive(new Call(4, B), "x");
        Assert.Equal<byte>([2], (byte[])Assert.Single(_answers.Take()).Value!);
    }

    [Fact]
    public void A_value_outlives_its_sender_and_a_waiting_one_does_not()
    {
        _mailboxes.Send(new Call(1, A), "x", [1]);
        _mailboxes.Send(new Call(2, A), "x", [2]);
        _mailboxes.End(A);
        _mailboxes.Receive(new Call(3, B), "x");
        Assert.Equal(0, _mailboxes.Bytes);
        _mailboxes.Receive(new Call(4, B), "x");
        Assert.Equal([1L, 2L, 3L], _answers.Take().Select(a => a.Ticket));
    }

    [Fact]
    public void All_values_together_have_a_limit_and_a_refused_one_takes_no_room()
    {
        var value = new byte[PluginLimits.MaxValue];
        var most = (int)(PluginLimits.MaxBytes / PluginLimits.MaxValue);
        for (var n = 0; n < most; n++)
        {
            _mailboxes.Send(new Call(n, A), n % 2 == 0 ? $"x{n}" : "x0", value);
        }

        var refused = Assert.Throws<InvalidOperationException>(() => _mailboxes.Send(new Call(most, A), "y", [1]));
        Assert.Contains("at most 268435456 in all", refused.Message, StringComparison.Ordinal);
        Assert.Equal(PluginLimits.MaxBytes, _mailboxes.Bytes);
        _mailboxes.Receive(new Call(most + 1, B), "x2");
        _mailboxes.Send(new Call(most + 2, A), "y", [1]);
        Assert.Equal(PluginLimits.MaxBytes - PluginLimits.MaxValue + 1, _mailboxes.Bytes);
    }

    /// <summary>Planted: an end in a while goes unnoticed.</summary>
    private sealed class SkipsAnEnd(int seed) : RandomMailboxCalls(seed)
    {
        protected override void End(Holder holder, bool last)
        {
            if (holder.Life != 102)
            {
                base.End(holder, last);
            }
        }
    }
}
