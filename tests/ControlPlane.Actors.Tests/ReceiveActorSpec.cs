using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests;

public sealed class ReceiveActorSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();

    [Fact]
    public void The_first_handler_that_fits_gets_the_message()
    {
        var probe = _kit.Probe();
        var actor = _kit.ActorOf(Props.Create(() => new Sorter()));
        foreach (object message in new object[] { 5, 50, "text", 1.5, 'c' })
        {
            probe.Send(actor, message);
        }

        _kit.RunUntilIdle();
        Assert.Equal(["small 5", "int 50", "string text", "double 1.5", "any c"], probe.Drain());
    }

    [Fact]
    public void A_message_without_a_handler_is_reported_and_published()
    {
        var listener = _kit.Probe();
        _kit.System.EventStream.Subscribe<UnhandledMessage>(listener.Ref);
        var actor = _kit.ActorOf(Props.Create(() => new Door()), "door");
        listener.Send(actor, 7);

        var published = listener.ExpectMsg<UnhandledMessage>();
        Assert.Equal((7, listener.Ref, actor), ((int)published.Message, published.Sender, published.Recipient));
        Assert.Equal(
            "/user/door: does not handle Int32 from /user/probe-1",
            Assert.Single(_kit.ReportsOf<EngineReport.WasUnhandled>()).ToString());
    }

    [Fact]
    public void Become_replaces_all_handlers_from_the_next_message_on()
    {
        var probe = _kit.Probe();
        var door = _kit.ActorOf(Props.Create(() => new Door()));
        foreach (var message in new[] { "look", "open", "look", "close", "look" })
        {
            probe.Send(door, message);
        }

        _kit.RunUntilIdle();
        Assert.Equal(["closed", "opening", "open", "closing", "closed"], probe.Drain());
    }

    [Fact]
    public void BecomeStacked_is_taken_back_by_UnbecomeStacked()
    {
        var probe = _kit.Probe();
        var stacked = _kit.ActorOf(Props.Create(() => new Stacked()));
        foreach (var message in new[] { "pop", "which", "push", "which", "pop", "which" })
        {
            probe.Send(stacked, message);
        }

        _kit.RunUntilIdle();
        Assert.Equal(["lower", "upper", "lower"], probe.Drain());
    }

    [Fact]
    public void A_restart_goes_back_to_the_handlers_of_the_constructor()
    {
        var probe = _kit.Probe();
        var door = _kit.ActorOf(Props.Create(() => new Door()));
        probe.Send(door, "open");
        probe.Send(door, "break");
        probe.Send(door, "look");

        Assert.Equal("opening", probe.ExpectMsg<string>());
        Assert.Equal("closed", probe.ExpectMsg<string>());
    }

    [Fact]
    public void A_handler_stated_elsewhere_fails_the_actor()
    {
        _kit.ActorOf(Scripted.Of(new Script())).Tell(new Scripted.Do(self => self.On<int>(_ => { })));
        _kit.RunUntilIdle();

        var cause = Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>()).Cause;
        Assert.Contains("in the constructor or inside Become", cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_after_ReceiveAny_is_refused()
    {
        _kit.ActorOf(Props.Create(() => new Greedy()));
        _kit.RunUntilIdle();

        var cause = Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>()).Cause;
        Assert.Contains("put ReceiveAny last", cause.Message, StringComparison.Ordinal);
    }

    private sealed class Sorter : ReceiveActor
    {
        public Sorter()
        {
            Receive<int>(number => number < 10, number => Sender.Tell($"small {number}"));
            Receive<int>(number => Sender.Tell($"int {number}"));
            Receive<string>(text => Sender.Tell($"string {text}"));
            Receive<double>(
                number => Sender.Tell(FormattableString.Invariant($"double {number}")),
                number => number > 1);
            ReceiveAny(other => Sender.Tell($"any {other}"));
        }
    }

    private sealed class Door : ReceiveActor
    {
        public Door() => Closed();

        private void Closed()
        {
            Receive<string>(said => said == "look", _ => Sender.Tell("closed"));
            Receive<string>(said => said == "open", _ =>
            {
                Become(Open);
                Sender.Tell("opening");
            });
        }

        private void Open()
        {
            Receive<string>(said => said == "look", _ => Sender.Tell("open"));
            Receive<string>(said => said == "break", _ => throw new InvalidOperationException("broken"));
            Receive<string>(said => said == "close", _ =>
            {
                Become(Closed);
                Sender.Tell("closing");
            });
        }
    }

    private sealed class Stacked : ReceiveActor
    {
        public Stacked()
        {
            Receive<string>(said => said == "push", _ => BecomeStacked(Upper));
            Receive<string>(said => said == "pop", _ => UnbecomeStacked());
            Receive<string>(_ => Sender.Tell("lower"));
        }

        private void Upper()
        {
            Receive<string>(said => said == "pop", _ => UnbecomeStacked());
            Receive<string>(_ => Sender.Tell("upper"));
        }
    }

    private sealed class Greedy : ReceiveActor
    {
        public Greedy()
        {
            ReceiveAny(_ => { });
            Receive<int>(_ => { });
        }
    }
}
