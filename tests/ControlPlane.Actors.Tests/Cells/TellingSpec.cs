using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

public sealed class TellingSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();

    [Fact]
    public void A_message_reaches_the_handler_of_its_type()
    {
        var probe = _kit.Probe();
        var echo = _kit.ActorOf(Props.Create(() => new Echo()), "echo");

        probe.Send(echo, "hello");

        Assert.Equal("hello", probe.ExpectMsg<string>());
        Assert.Same(echo, probe.LastSender);
    }

    [Fact]
    public void Messages_of_one_sender_keep_their_order()
    {
        var probe = _kit.Probe();
        var echo = _kit.ActorOf(Props.Create(() => new Echo()), "echo");

        for (var i = 0; i < 100; i++)
        {
            probe.Send(echo, i);
        }

        _kit.RunUntilIdle();
        Assert.Equal(Enumerable.Range(0, 100).Cast<object>(), probe.Drain());
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
