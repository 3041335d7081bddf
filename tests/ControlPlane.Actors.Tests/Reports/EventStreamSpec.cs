using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Reports;

public sealed class EventStreamSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();

    [Fact]
    public void An_event_goes_to_who_subscribed_to_its_type_or_a_base_of_it()
    {
        var strings = _kit.Probe();
        var all = _kit.Probe();
        _kit.System.EventStream.Subscribe<string>(strings.Ref);
        _kit.System.EventStream.Subscribe<string>(strings.Ref);
        _kit.System.EventStream.Subscribe<object>(all.Ref);
        _kit.System.EventStream.Publish("text");
        _kit.System.EventStream.Publish(7);
        _kit.RunUntilIdle();

        Assert.Equal(["text"], strings.Drain());
        Assert.Equal(["text", 7], all.Drain());
    }

    [Fact]
    public void The_subscriptions_of_an_actor_end_with_it()
    {
        var probe = _kit.Probe();
        _kit.System.EventStream.Subscribe<string>(probe.Ref);
        probe.Ref.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();
        _kit.System.EventStream.Publish("text");

        Assert.Equal(0, _kit.System.DeadLetterCount);
    }

    [Fact]
    public void After_Unsubscribe_nothing_comes()
    {
        var probe = _kit.Probe();
        _kit.System.EventStream.Subscribe<string>(probe.Ref);
        _kit.System.EventStream.Unsubscribe(probe.Ref);
        _kit.System.EventStream.Publish("text");

        probe.ExpectNoMsg();
    }
}
