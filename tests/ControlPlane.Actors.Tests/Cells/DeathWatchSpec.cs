using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

public sealed class DeathWatchSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly Script _script = new();

    [Fact]
    public void Each_watcher_hears_of_a_death_once()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        var probes = new[] { _kit.Probe(), _kit.Probe() };
        foreach (var probe in probes)
        {
            probe.Watch(actor);
            probe.Watch(actor);
        }

        _kit.RunUntilIdle();
        actor.Tell(PoisonPill.Instance);

        foreach (var probe in probes)
        {
            probe.ExpectTerminated(actor);
            Assert.Same(actor, probe.LastSender);
            probe.ExpectNoMsg();
        }
    }

    [Fact]
    public void Watching_one_that_is_dead_already_tells_it_at_once()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        actor.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();
        var probe = _kit.Probe();
        probe.Watch(actor);

        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void Nobody_counts_as_dead()
    {
        var probe = _kit.Probe();
        probe.Watch(ActorRefs.Nobody);

        probe.ExpectTerminated(ActorRefs.Nobody);
    }

    [Fact]
    public void The_notice_comes_after_what_the_dead_one_sent_before()
    {
        var probe = _kit.Probe();
        var actor = _kit.ActorOf(Scripted.Of(new Script { PostStop = _ => probe.Ref.Tell("last words") }), "a");
        probe.Watch(actor);
        _kit.RunUntilIdle();
        actor.Tell(PoisonPill.Instance);

        Assert.Equal("last words", probe.ExpectMsg<string>());
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void A_restart_is_no_death()
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        var probe = _kit.Probe();
        probe.Watch(actor);
        actor.Tell(new InvalidOperationException("bad"));
        probe.ExpectNoMsg();

        actor.Tell(PoisonPill.Instance);
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void After_Unwatch_no_notice_is_handled_even_if_it_waits_in_the_mailbox()
    {
        var dying = _kit.ActorOf(Scripted.Of(_script), "dying");
        var watcherScript = new Script();
        var watcher = _kit.ActorOf(Scripted.Of(watcherScript), "watcher");
        watcher.Tell(new Scripted.Do(self => self.Surroundings.Watch(dying)));
        _kit.RunUntilIdle();

        // The actor dies while its watcher is in the middle of a message: the notice is there when Unwatch is called.
        watcher.Tell(new Scripted.Do(self =>
        {
            var cell = ((LocalActorRef)dying).Cell;
            cell.InvokeSystem(new SystemMessage.Terminate());
            ActorCell.Current!.InvokeSystem(new SystemMessage.DeathWatchNotification((LocalActorRef)dying));
            self.Surroundings.Unwatch(dying);
        }));
        _kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart"], watcherScript.Diary);
    }

    [Fact]
    public void Watched_again_after_Unwatch_the_death_is_told_once()
    {
        var probe = _kit.Probe();
        var dying = _kit.ActorOf(Scripted.Of(_script), "dying");
        var watcher = _kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<Terminated>(probe.Ref.Tell),
        }), "watcher");
        watcher.Tell(new Scripted.Do(self =>
        {
            self.Surroundings.Watch(dying);
            self.Surroundings.Unwatch(dying);
            self.Surroundings.Watch(dying);
        }));
        _kit.RunUntilIdle();
        dying.Tell(PoisonPill.Instance);

        probe.ExpectTerminated(dying);
        probe.ExpectNoMsg();
    }

    [Fact]
    public void WatchWith_tells_the_message_instead()
    {
        var probe = _kit.Probe();
        var dying = _kit.ActorOf(Scripted.Of(_script), "dying");
        var watcher = _kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<string>(probe.Ref.Tell),
        }), "watcher");
        watcher.Tell(new Scripted.Do(self => self.Surroundings.WatchWith(dying, "it is gone")));
        _kit.RunUntilIdle();
        dying.Tell(PoisonPill.Instance);

        Assert.Equal("it is gone", probe.ExpectMsg<string>());
        probe.ExpectNoMsg();
    }

    [Fact]
    public void Watching_with_two_different_messages_is_refused()
    {
        Exception? refusal = null;
        var dying = _kit.ActorOf(Scripted.Of(_script), "dying");
        _kit.ActorOf(Scripted.Of(new Script()), "watcher").Tell(new Scripted.Do(self =>
        {
            self.Surroundings.WatchWith(dying, "one");
            refusal = Record.Exception(() => self.Surroundings.Watch(dying));
        }));
        _kit.RunUntilIdle();

        var text = Assert.IsType<InvalidOperationException>(refusal).Message;
        Assert.Contains("Unwatch it first", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watcher_that_does_not_handle_the_notice_fails_by_the_death_pact()
    {
        var dying = _kit.ActorOf(Scripted.Of(_script), "dying");
        var watcher = _kit.ActorOf(Props.Create(() => new Careless(dying)), "watcher");
        _kit.RunUntilIdle();
        dying.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();

        var failure = Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>());
        Assert.Equal(watcher.Path, failure.Actor);
        Assert.Same(dying, Assert.IsType<DeathPactException>(failure.Cause).DeadActor);
        Assert.Equal(Directive.Stop, failure.Directive);
    }

    [Fact]
    public void A_parent_that_watches_its_child_finds_the_name_free_when_it_hears_of_the_death()
    {
        var probe = _kit.Probe();
        var parent = _kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<Terminated>(_ =>
            {
                self.Surroundings.ActorOf(Scripted.Of(_script), "child");
                probe.Ref.Tell("replaced");
            }),
        }), "p");
        parent.Tell(new Scripted.Do(self =>
            self.Surroundings.Stop(self.Surroundings.Watch(self.Surroundings.ActorOf(Scripted.Of(_script), "child")))));

        Assert.Equal("replaced", probe.ExpectMsg<string>());
    }

    [Fact]
    public async Task A_question_can_be_watched_and_is_dead_when_it_is_answered()
    {
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<string>("question");
        probe.ExpectMsg<string>();
        var asker = probe.LastSender;
        probe.Watch(asker);
        probe.ExpectNoMsg();
        probe.Reply("answer");

        probe.ExpectTerminated(asker);
        Assert.Equal("answer", await asked);
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef subject)
        {
            Context.Watch(subject);
            Receive<string>(_ => { });
        }
    }
}
