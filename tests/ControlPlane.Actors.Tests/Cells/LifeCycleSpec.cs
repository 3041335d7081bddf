using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

public sealed class LifeCycleSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly Script _script = new();

    [Fact]
    public void PreStart_runs_before_the_first_message_and_PostStop_after_the_last()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        actor.Tell("one");
        actor.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart", "one", "PostStop"], _script.Diary);
    }

    [Fact]
    public void A_restart_goes_through_the_hooks_and_keeps_reference_and_mailbox()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        actor.Tell("one");
        actor.Tell(new InvalidOperationException("bad"));
        actor.Tell("two");
        _kit.RunUntilIdle();

        Assert.Equal(
            [
                "made", "PreStart", "one",
                "PreRestart bad on InvalidOperationException", "PostStop",
                "made", "PostRestart bad", "PreStart", "two",
            ],
            _script.Diary);
        Assert.Same(actor, Assert.Single(_kit.System.LivingActors()));
    }

    [Fact]
    public void Stop_lets_the_current_message_finish_and_makes_the_rest_dead_letters()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        actor.Tell(new Scripted.Do(self =>
        {
            self.Surroundings.Stop(self.Me);
            _script.Note("finished");
        }));
        actor.Tell("too late");
        _kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart", "finished", "PostStop"], _script.Diary);
        Assert.Equal(1, _kit.System.DeadLetterCount);
        Assert.Equal("too late", Assert.Single(_kit.ReportsOf<EngineReport.WasDeadLetter>()).Letter.Message);
    }

    [Fact]
    public void PoisonPill_stops_only_after_what_came_before_it()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        actor.Tell("one");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("too late");
        _kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart", "one", "PostStop"], _script.Diary);
        Assert.Equal(1, _kit.System.DeadLetterCount);
    }

    [Fact]
    public void Kill_fails_the_actor_and_the_default_strategy_stops_it()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        actor.Tell(Kill.Instance);
        _kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart", "PostStop"], _script.Diary);
        var failure = Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>());
        Assert.IsType<ActorKilledException>(failure.Cause);
        Assert.Equal(Directive.Stop, failure.Directive);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor_by_default()
    {
        var script = new Script { Constructor = _ => throw new InvalidOperationException("no") };
        var probe = _kit.Probe();
        var actor = _kit.ActorOf(Scripted.Of(script), "a");
        probe.Watch(actor);

        probe.ExpectTerminated(actor);
        Assert.Equal(["made"], script.Diary);
        var cause = Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>()).Cause;
        Assert.IsType<ActorInitializationException>(cause);
        Assert.Equal("no", cause.InnerException!.Message);
    }

    [Fact]
    public void A_PreStart_that_throws_stops_the_actor_and_its_children()
    {
        var script = new Script
        {
            PreStart = self =>
            {
                self.Surroundings.ActorOf(Scripted.Of(_script), "child");
                throw new InvalidOperationException("no");
            },
        };
        _kit.ActorOf(Scripted.Of(script), "a");
        _kit.RunUntilIdle();

        Assert.Empty(_kit.System.LivingActors());
        Assert.DoesNotContain("PostStop", script.Diary);
    }

    [Fact]
    public void A_PostStop_that_throws_is_reported_and_the_actor_stops_all_the_same()
    {
        var script = new Script { PostStop = _ => throw new InvalidOperationException("no") };
        var probe = _kit.Probe();
        var actor = _kit.ActorOf(Scripted.Of(script), "a");
        probe.Watch(actor);
        actor.Tell(PoisonPill.Instance);

        probe.ExpectTerminated(actor);
        Assert.Equal("PostStop", Assert.Single(_kit.ReportsOf<EngineReport.HookFailed>()).Hook);
    }

    [Fact]
    public void A_PreRestart_that_throws_is_reported_and_the_actor_restarts_all_the_same()
    {
        var script = new Script { PreRestart = _ => throw new InvalidOperationException("no") };
        var actor = _kit.ActorOf(Scripted.Of(script), "a");
        actor.Tell(new InvalidOperationException("bad"));
        actor.Tell("two");
        _kit.RunUntilIdle();

        Assert.Equal(2, script.Instances);
        Assert.Equal("two", script.Diary[^1]);
        Assert.Equal("PreRestart", Assert.Single(_kit.ReportsOf<EngineReport.HookFailed>()).Hook);
    }

    [Fact]
    public void A_new_instance_that_cannot_be_made_fails_with_both_causes()
    {
        Script script = null!;
        script = new Script
        {
            Constructor = _ =>
            {
                if (script.Instances == 2)
                {
                    throw new InvalidOperationException("not again");
                }
            },
        };
        var actor = _kit.ActorOf(Scripted.Of(script), "a");
        actor.Tell(new InvalidOperationException("bad"));
        actor.Tell("two");
        _kit.RunUntilIdle();

        var second = Assert.IsType<PostRestartException>(_kit.ReportsOf<EngineReport.ActorFailed>()[1].Cause);
        Assert.Equal("bad", second.OriginalCause.Message);
        Assert.Equal("not again", second.InnerException!.Message);
        Assert.Equal(3, script.Instances);
        Assert.Equal("two", script.Diary[^1]);
    }

    [Fact]
    public void A_restart_stops_the_children_first_so_their_names_are_free()
    {
        var child = new Script();
        var script = new Script
        {
            PreStart = self => self.Surroundings.ActorOf(Scripted.Of(child), "child"),
        };
        var actor = _kit.ActorOf(Scripted.Of(script), "a");
        actor.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart", "PostStop", "made", "PreStart"], child.Diary);
        Assert.Equal(["/user/a", "/user/a/child"], _kit.System.LivingActors().Select(one => one.Path.ToString()));
    }

    [Fact]
    public void Children_that_PreRestart_keeps_are_restarted_too()
    {
        var child = new Script();
        var script = new Script
        {
            PreRestart = _ => { },
            Constructor = self =>
            {
                if (self.Surroundings.Child("child").IsNobody())
                {
                    self.Surroundings.ActorOf(Scripted.Of(child), "child");
                }
            },
        };
        var actor = _kit.ActorOf(Scripted.Of(script), "a");
        _kit.RunUntilIdle();
        var before = _kit.System.LivingActors();
        actor.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Equal(before, _kit.System.LivingActors());
        Assert.Equal(2, child.Instances);
        before[1].Tell("still here");
        _kit.RunUntilIdle();
        Assert.Equal("still here", child.Diary[^1]);
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new() =>
        Assert.Throws<ActorInitializationException>(() => new Scripted(_script));
}
