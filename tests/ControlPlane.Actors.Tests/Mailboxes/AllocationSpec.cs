namespace ControlPlane.Actors.Tests.Mailboxes;

public sealed class AllocationSpec
{
    private const int Messages = 10_000;

    [Fact]
    public void Telling_and_handling_allocate_nothing_beyond_the_message()
    {
        var dispatcher = new SteppedDispatcher(1);
        var system = ActorSystem.Create("test", new ActorSystemSettings { Dispatcher = dispatcher });
        var handled = 0;
        var actor = system.ActorOf(Props.Create(() => new Counting(() => handled++)));
        var message = new object();
        TellAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        TellAll();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Messages;

        Assert.Equal(2 * Messages, handled);
        Assert.True(each < 1, $"{each} bytes a message");

        void TellAll()
        {
            for (var i = 0; i < Messages; i++)
            {
                actor.Tell(message, ActorRefs.NoSender);
                dispatcher.RunUntilIdle();
            }
        }
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(Action handled) => Receive<object>(_ => handled());
    }
}
