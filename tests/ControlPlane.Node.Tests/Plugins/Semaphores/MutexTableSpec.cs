using ControlPlane.Contracts;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Semaphores;

namespace ControlPlane.Node.Tests.Plugins.Semaphores;

public sealed class MutexTableSpec
{
    private static readonly Holder A = new(new ContainerId("s", 1), 1);
    private static readonly Holder B = new(new ContainerId("s", 2), 2);
    private static readonly Holder C = new(new ContainerId("s", 3), 3);

    private readonly Answers _answers = new();
    private readonly SemaphoreTable _semaphores;
    private readonly MutexTable _mutexes;

    public MutexTableSpec()
    {
        _semaphores = new SemaphoreTable(_answers);
        _mutexes = new MutexTable(_semaphores);
    }

    [Fact]
    public void One_holds_it_and_the_others_get_it_in_their_order()
    {
        Lock(1, A);
        Lock(2, B);
        Lock(3, C);
        Assert.Equal([1L], Served());
        _mutexes.Unlock("m");
        Assert.Equal([2L], Served());
        _mutexes.Unlock("m");
        Assert.Equal([3L], Served());
    }

    [Fact]
    public void It_is_not_recursive()
    {
        Lock(1, A);
        Lock(2, A);
        Assert.Equal([1L], Served());
    }

    [Fact]
    public void It_is_free_when_its_holder_has_ended()
    {
        Lock(1, A);
        Lock(2, B);
        Served();
        End(A);
        Assert.Equal([2L], Served());
        End(B);
        Assert.Equal(0, _semaphores.Count);
    }

    [Fact]
    public void Another_may_unlock_it_and_the_end_of_either_changes_nothing_after_that()
    {
        Lock(1, A);
        _mutexes.Unlock("m");
        Lock(2, C);
        End(A);
        End(B);
        Lock(3, B);
        Assert.Equal([1L, 2L], Served());
    }

    [Fact]
    public void To_unlock_a_free_one_does_nothing()
    {
        _mutexes.Unlock("m");
        Lock(1, A);
        Lock(2, B);
        Assert.Equal([1L], Served());
    }

    [Fact]
    public void It_is_made_of_two_semaphores_that_are_there_while_it_is_held()
    {
        Assert.Equal((1, 0), (_mutexes.Part("m#w"), _mutexes.Part("m#s")));
        Lock(1, A);
        Assert.Equal((0, 1), (_mutexes.Part("m#w"), _mutexes.Part("m#s")));
        _mutexes.Unlock("m");
        Assert.Equal((1, 0), (_mutexes.Part("m#w"), _mutexes.Part("m#s")));
        Assert.Equal(0, _semaphores.Count);
    }

    private void Lock(long ticket, Holder holder) => _mutexes.Lock(new Call(ticket, holder), "m");

    private void End(Holder holder) => _mutexes.Settled(_semaphores.End(holder));

    private IEnumerable<long> Served() => _answers.Take().Where(a => a.Refusal is null).Select(a => a.Ticket);
}
