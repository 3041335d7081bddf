using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests;

public sealed class ActorSystemSpec
{
    [Fact]
    public void Terminate_stops_all_actors_and_completes_WhenTerminated()
    {
        var kit = SteppedKit.Create();
        var script = new Script();
        kit.ActorOf(Scripted.Of(script));
        kit.RunUntilIdle();
        var terminated = kit.System.Terminate();
        Assert.False(terminated.IsCompleted);
        kit.RunUntilIdle();

        Assert.True(terminated.IsCompletedSuccessfully);
        Assert.Same(terminated, kit.System.WhenTerminated);
        Assert.Equal("PostStop", script.Diary[^1]);
        Assert.Null(kit.System.TerminationReason);
        Assert.Throws<InvalidOperationException>(() => kit.ActorOf(Scripted.Of(script)));
    }

    [Fact]
    public void A_failure_escalated_to_the_top_ends_the_system_with_its_reason()
    {
        var kit = SteppedKit.Create(settings: new ActorSystemSettings
        {
            GuardianStrategy = new OneForOneStrategy(_ => Directive.Escalate),
        });
        kit.ActorOf(Scripted.Of(new Script())).Tell(new InvalidOperationException("bad"));
        kit.RunUntilIdle();

        Assert.True(kit.System.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal("bad", kit.System.TerminationReason!.Message);
        Assert.Equal("bad", Assert.Single(kit.ReportsOf<EngineReport.SystemFailed>()).Cause.Message);
        Assert.Empty(kit.System.LivingActors());
    }

    [Fact]
    public void Living_actors_are_listed_parents_first_in_the_order_of_their_making()
    {
        var kit = SteppedKit.Create();
        foreach (var name in new[] { "b", "a" })
        {
            kit.ActorOf(Scripted.Of(new Script
            {
                PreStart = self => self.Surroundings.ActorOf(Scripted.Of(new Script()), "child"),
            }), name);
        }

        kit.RunUntilIdle();

        Assert.Equal(
            ["/user/b", "/user/b/child", "/user/a", "/user/a/child"],
            kit.System.LivingActors().Select(actor => actor.Path.ToString()));
    }

    [Fact]
    public void An_actor_of_another_system_cannot_be_stopped()
    {
        var foreign = SteppedKit.Create().ActorOf(Scripted.Of(new Script()));

        Assert.Throws<ArgumentException>(() => SteppedKit.Create().System.Stop(foreign));
    }

    [Fact]
    public void Dead_letters_are_counted_reported_and_published_and_never_thrown()
    {
        var kit = SteppedKit.Create();
        var listener = kit.Probe();
        kit.System.EventStream.Subscribe<DeadLetter>(listener.Ref);
        var actor = kit.ActorOf(Scripted.Of(new Script()), "a");
        actor.Tell(PoisonPill.Instance);
        kit.RunUntilIdle();
        actor.Tell("one", listener.Ref);
        kit.System.DeadLetters.Tell("two", ActorRefs.NoSender);

        var first = listener.ExpectMsg<DeadLetter>();
        Assert.Equal(("one", listener.Ref, actor), ((string)first.Message, first.Sender, first.Recipient));
        Assert.Equal("two", listener.ExpectMsg<DeadLetter>().Message);
        Assert.Equal(2, kit.System.DeadLetterCount);
        Assert.Equal(
            "/user/a: has stopped; String from /user/probe-1 is a dead letter",
            kit.ReportsOf<EngineReport.WasDeadLetter>()[0].ToString());
    }

    [Fact]
    public void Dead_letters_to_a_listener_that_is_dead_itself_end_there()
    {
        var kit = SteppedKit.Create();
        var listener = kit.Probe();
        kit.System.EventStream.Subscribe<DeadLetter>(listener.Ref);
        listener.Ref.Tell(PoisonPill.Instance);
        kit.RunUntilIdle();
        listener.Ref.Tell("lost");
        kit.RunUntilIdle();

        Assert.Equal(1, kit.System.DeadLetterCount);
    }

    [Fact]
    public void A_listener_for_reports_that_throws_stops_nobody()
    {
        var dispatcher = new SteppedDispatcher(1);
        var system = ActorSystem.Create("test", new ActorSystemSettings
        {
            Dispatcher = dispatcher,
            Report = _ => throw new InvalidOperationException("the test's listener throws on purpose"),
        });
        var script = new Script();
        var actor = system.ActorOf(Scripted.Of(script));
        actor.Tell(new InvalidOperationException("bad"));
        actor.Tell("next");
        dispatcher.RunUntilIdle();

        Assert.Equal("next", script.Diary[^1]);
    }
}
