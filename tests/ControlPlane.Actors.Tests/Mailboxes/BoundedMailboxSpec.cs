using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Mailboxes;

public sealed class BoundedMailboxSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly List<object> _received = [];

    [Fact]
    public void The_newest_are_dropped_and_the_actor_is_told_how_many()
    {
        var actor = Sink(3);
        TellNumbers(actor, 1, 5);
        _kit.RunUntilIdle();

        Assert.Equal([1, 2, 3, new MessagesDropped(2)], _received);
    }

    [Fact]
    public void The_notice_stands_where_the_gap_is()
    {
        var actor = Sink(3);
        TellNumbers(actor, 1, 5);
        _kit.Dispatcher.Step();
        _kit.Dispatcher.Step();
        TellNumbers(actor, 6, 7);
        _kit.RunUntilIdle();

        Assert.Equal([1, 2, 3, new MessagesDropped(2), 6, 7], _received);
    }

    [Fact]
    public void The_counts_of_all_notices_together_are_what_was_dropped()
    {
        var actor = Sink(10);
        for (var round = 0; round < 100; round++)
        {
            TellNumbers(actor, 1, 25);
            for (var step = 0; step < round % 20; step++)
            {
                _kit.Dispatcher.Step();
            }
        }

        _kit.RunUntilIdle();

        var dropped = _received.OfType<MessagesDropped>().Sum(notice => notice.Count);
        Assert.Equal(2500, _received.OfType<int>().Count() + dropped);
        Assert.InRange(dropped, 1, 2490);
    }

    [Fact]
    public void What_the_engine_sends_is_never_dropped()
    {
        var actor = Sink(1);
        var probe = _kit.Probe();
        probe.Watch(actor);
        TellNumbers(actor, 1, 5);
        actor.Tell(PoisonPill.Instance);

        probe.ExpectTerminated(actor);
        Assert.Equal([1], _received.OfType<int>());
    }

    [Fact]
    public void A_bound_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Mailbox.Bounded(0));

    [Fact]
    public async Task Under_a_flood_from_many_threads_received_and_dropped_add_up()
    {
        const int senders = 4;
        const int each = 20_000;
        await using var kit = new PoolKit();
        var counts = new long[2];
        var actor = kit.ActorOf(Props.Create(() => new Counting(counts)).WithMailbox(Mailbox.Bounded(50)));
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() => TellNumbers(actor, 1, each))));

        await Eventually.True(
            () => Interlocked.Read(ref counts[0]) + Interlocked.Read(ref counts[1]) == senders * each,
            describe: () => $"{counts[0]} received and {counts[1]} dropped of {senders * each}");
    }

    private static void TellNumbers(IActorRef actor, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            actor.Tell(number, ActorRefs.NoSender);
        }
    }

    private IActorRef Sink(int capacity)
    {
        var actor = _kit.ActorOf(
            Props.Create(() => new Keeping(_received)).WithMailbox(Mailbox.Bounded(capacity)), "sink");
        _kit.RunUntilIdle();
        return actor;
    }

    private sealed class Keeping : ReceiveActor
    {
        public Keeping(List<object> received) => ReceiveAny(received.Add);
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(long[] counts)
        {
            Receive<int>(_ => Interlocked.Increment(ref counts[0]));
            Receive<MessagesDropped>(dropped => Interlocked.Add(ref counts[1], dropped.Count));
        }
    }
}
