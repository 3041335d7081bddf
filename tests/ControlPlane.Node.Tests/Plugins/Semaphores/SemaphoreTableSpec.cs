using ControlPlane.Contracts;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Semaphores;

namespace ControlPlane.Node.Tests.Plugins.Semaphores;

public sealed class SemaphoreTableSpec
{
    private static readonly Holder A = new(new ContainerId("s", 1), 1);
    private static readonly Holder B = new(new ContainerId("s", 2), 2);

    private readonly Answers _answers = new();
    private readonly SemaphoreTable _semaphores;
    private long _last;

    public SemaphoreTableSpec() => _semaphores = new SemaphoreTable(_answers);

    [Fact]
    public void Twenty_thousand_random_sequences_go_as_the_model_says() =>
        Assert.Null(RandomCalls.First(20_000, seed => new RandomSemaphoreCalls(seed)));

    [Fact]
    public void A_unit_that_is_lost_when_a_waiting_call_is_given_up_is_found() =>
        Assert.NotNull(RandomCalls.First(1_000, seed => new LosesAUnit(seed)));

    [Fact]
    public void A_container_whose_share_is_not_given_back_is_found() =>
        Assert.NotNull(RandomCalls.First(1_000, seed => new ForgetsAnEnd(seed)));

    [Fact]
    public void It_counts_up_and_down_and_not_below_zero()
    {
        Assert.True(_semaphores.Create("x", 1, isProtected: true));
        Assert.False(_semaphores.Create("x", 9, isProtected: true));
        Assert.Equal(2, _semaphores.Increment(A, "x"));
        Assert.Equal([1L, 0L, -1L], [Decrement(A), Decrement(B), Decrement(B)]);
    }

    [Fact]
    public void One_that_was_never_created_begins_with_zero_and_is_protected()
    {
        Assert.Equal(1, _semaphores.Increment(A, "x"));
        Assert.False(_semaphores.Create("x", 5, isProtected: false));
        _semaphores.End(A);
        Assert.Equal(0, _semaphores.Get("x"));
    }

    [Fact]
    public void What_an_unprotected_one_was_given_stays()
    {
        _semaphores.Create("x", 0, isProtected: false);
        _semaphores.Increment(A, "x");
        _semaphores.End(A);
        Assert.Equal(1, _semaphores.Get("x"));
    }

    [Fact]
    public void What_was_taken_by_one_that_ended_goes_to_those_that_wait_in_their_order()
    {
        _semaphores.Create("x", 1, isProtected: true);
        Decrement(A);
        var (first, second) = (Wait(B), Wait(B));
        _semaphores.End(A);
        Assert.Equal(first, Assert.Single(_answers.Take()).Ticket);
        _semaphores.Increment(B, "x");
        Assert.Equal(second, Assert.Single(_answers.Take()).Ticket);
    }

    [Fact]
    public void What_others_have_taken_of_what_is_taken_back_is_paid_first_by_what_comes()
    {
        _semaphores.Increment(A, "x");
        Decrement(B);
        _semaphores.End(A);
        Assert.Equal(0, _semaphores.Get("x"));
        Assert.Equal(0, _semaphores.Increment(B, "x"));
        Assert.Equal(1, _semaphores.Increment(B, "x"));
    }

    [Fact]
    public void Who_waits_for_one_that_is_destroyed_gets_minus_one()
    {
        Wait(A);
        Wait(B);
        _semaphores.Destroy("x");
        Assert.Equal([-1L, -1L], _answers.Take().Select(a => a.Value));
        Assert.Equal(0, _semaphores.Count);
    }

    [Fact]
    public void There_is_a_limit_of_names_and_of_those_who_wait()
    {
        for (var n = 0; n < PluginLimits.MaxNames; n++)
        {
            _semaphores.Create($"s{n}", 0, isProtected: true);
        }

        Assert.Contains(
            "at most 10000", Assert.Throws<InvalidOperationException>(() => _semaphores.Get("more")).Message,
            StringComparison.Ordinal);
        for (var n = 0; n < PluginLimits.MaxWaiting; n++)
        {
            _semaphores.Decrement(new Call(++_last, A), "s1", wait: true);
        }

        Assert.Contains(
            "10000 calls wait",
            Assert.Throws<InvalidOperationException>(
                () => _semaphores.Decrement(new Call(++_last, A), "s1", wait: true)).Message,
            StringComparison.Ordinal);
        _semaphores.End(A);
        Assert.Equal(PluginLimits.MaxWaiting, _answers.Take().Count);
    }

    private object? Decrement(Holder holder)
    {
        _semaphores.Decrement(new Call(++_last, holder), "x", wait: false);
        return Assert.Single(_answers.Take()).Value;
    }

    private long Wait(Holder holder)
    {
        _semaphores.Decrement(new Call(++_last, holder), "x", wait: true);
        Assert.Empty(_answers.Take());
        return _last;
    }

    /// <summary>Planted: who gives up has taken a unit all the same.</summary>
    private sealed class LosesAUnit(int seed) : RandomSemaphoreCalls(seed)
    {
        protected override void GiveUp(long ticket)
        {
            base.GiveUp(ticket);
            Semaphores.Find("made")!.Change(default, -1);
        }
    }

    /// <summary>Planted: one end in a while goes unnoticed.</summary>
    private sealed class ForgetsAnEnd(int seed) : RandomSemaphoreCalls(seed)
    {
        protected override void End(Holder holder, bool last)
        {
            if (holder.Life != 101)
            {
                base.End(holder, last);
            }
        }
    }
}
