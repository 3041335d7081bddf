using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Mailboxes;

public sealed class CellMailboxSpec
{
    [Fact]
    public async Task On_the_pool_a_stop_overtakes_the_messages_that_wait()
    {
        using var gate = new ManualResetEventSlim();
        var handled = 0;
        var kit = new PoolKit();
        var probe = kit.Probe();
        var actor = kit.ActorOf(Props.Create(() => new Gated(gate, () => handled++)));
        probe.Watch(actor);
        actor.Tell("stop yourself when the gate opens");
        for (var i = 0; i < 10; i++)
        {
            actor.Tell(i);
        }

        gate.Set();
        probe.ExpectTerminated(actor);
        Assert.Equal(0, handled);
        // Its end may be told before the last of them is counted.
        await Eventually.True(() => kit.System.DeadLetterCount >= 10);
        Assert.Equal(10, kit.System.DeadLetterCount);
        _ = kit.System.Terminate();
    }

    [Fact]
    public async Task What_is_told_while_the_mailbox_closes_is_never_left_behind()
    {
        const int rounds = 3_000;
        const int each = 20;
        using var together = new Barrier(2);
        var system = ActorSystem.Create("test", new ActorSystemSettings
        {
            Dispatcher = new SteppedDispatcher(1),
            Report = _ => { },
        });
        var dead = 0;
        for (var round = 0; round < rounds; round++)
        {
            // Nobody runs the dispatcher, so a message is either drained by the closing, or left behind.
            var actor = (LocalActorRef)system.ActorOf(Props.Create(() => new Unused()));
            var telling = Task.Run(() =>
            {
                together.SignalAndWait();
                for (var i = 0; i < each; i++)
                {
                    actor.Tell(i, ActorRefs.NoSender);
                    actor.SendSystem(new Counted(() => Interlocked.Increment(ref dead)));
                }
            });
            together.SignalAndWait();
            actor.Cell.Mailbox.Close();
            await telling;
        }

        Assert.Equal(rounds * each, system.DeadLetterCount);
        Assert.Equal(rounds * each, dead);
    }

    [Fact]
    public void A_message_that_slips_in_while_another_thread_closes_is_a_dead_letter()
    {
        var dispatcher = new SteppedDispatcher(1);
        var system = ActorSystem.Create("test", new ActorSystemSettings { Dispatcher = dispatcher, Report = _ => { } });
        var actor = (LocalActorRef)system.ActorOf(Props.Create(() => new Unused()));
        CellMailbox mailbox = null!;
        var queue = new ClosedMeanwhile(() => mailbox.Close());
        mailbox = new CellMailbox(actor.Cell, dispatcher, queue);
        mailbox.Post(new Envelope("slips in", ActorRefs.NoSender));

        Assert.True(queue.IsEmpty);
        Assert.Equal(1, system.DeadLetterCount);
    }

    private sealed class ClosedMeanwhile(Action close) : IUserQueue
    {
        private readonly UnboundedQueue _queue = new();

        public bool IsEmpty => _queue.IsEmpty;

        public bool TryEnqueue(in Envelope envelope)
        {
            close();
            return _queue.TryEnqueue(envelope);
        }

        public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);
    }

    private sealed class Counted(Action isDead) : SystemMessage
    {
        public override void ReceiverIsDead(InternalActorRef receiver) => isDead();
    }

    private sealed class Unused : ReceiveActor;

    private sealed class Gated : ReceiveActor
    {
        public Gated(ManualResetEventSlim gate, Action handled)
        {
            Receive<string>(_ =>
            {
                gate.Wait(ActorKit.DefaultWithin);
                Context.Stop(Self);
            });
            Receive<int>(_ => handled());
        }
    }
}
