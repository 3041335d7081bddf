using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Timers;

public sealed class TimerSchedulerSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly Script _script = new();

    private IEnumerable<string> Ticks => _script.Diary.Where(line => line.StartsWith("tick", StringComparison.Ordinal));

    [Fact]
    public void A_single_timer_tells_its_message_once_at_its_time()
    {
        Actor(self => self.Timers.StartSingleTimer("key", "tick", Second));
        _kit.Advance(Second - TimeSpan.FromTicks(1));
        Assert.Empty(Ticks);
        _kit.Advance(TimeSpan.FromTicks(1));
        _kit.Advance(TimeSpan.FromHours(1));

        Assert.Single(Ticks);
    }

    [Fact]
    public void A_periodic_timer_tells_it_again_and_again_until_cancelled()
    {
        var actor = Actor(self => self.Timers.StartPeriodicTimer("key", "tick", Second));
        _kit.Advance(Second * 3);
        Assert.Equal(3, Ticks.Count());
        Inside(actor, self => self.Timers.Cancel("key"));
        _kit.Advance(Second * 3);

        Assert.Equal(3, Ticks.Count());
    }

    [Fact]
    public void A_periodic_timer_may_have_a_first_delay_of_its_own()
    {
        Actor(self => self.Timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero, Second));
        _kit.RunUntilIdle();
        Assert.Single(Ticks);
        _kit.Advance(Second);

        Assert.Equal(2, Ticks.Count());
    }

    [Fact]
    public void Starting_a_timer_with_the_same_key_replaces_it()
    {
        var actor = Actor(self => self.Timers.StartSingleTimer("key", "tick 1", Second));
        Inside(actor, self => self.Timers.StartSingleTimer("key", "tick 2", Second * 2));
        Assert.Equal(Second * 2, _kit.Time.NextDue);
        _kit.Advance(Second * 5);

        Assert.Equal(["tick 2"], Ticks);
    }

    [Fact]
    public void A_message_that_waits_in_the_mailbox_is_not_handled_once_its_timer_is_cancelled()
    {
        var actor = Actor(self => self.Timers.StartSingleTimer("key", "tick", Second));
        _kit.RunUntilIdle();
        Inside(actor, self =>
        {
            _kit.Time.Advance(Second);
            self.Timers.Cancel("key");
        });
        _kit.RunUntilIdle();

        Assert.Empty(Ticks);
    }

    [Fact]
    public void A_message_that_waits_in_the_mailbox_is_not_handled_once_its_timer_is_replaced()
    {
        var actor = Actor(self => self.Timers.StartSingleTimer("key", "tick 1", Second));
        Inside(actor, self =>
        {
            _kit.Time.Advance(Second);
            self.Timers.StartSingleTimer("key", "tick 2", Second);
        });
        _kit.Advance(Second);

        Assert.Equal(["tick 2"], Ticks);
    }

    [Fact]
    public void A_timer_of_an_earlier_instance_is_never_heard_by_the_next()
    {
        var actor = Actor(self => self.Timers.StartSingleTimer("key", "tick", Second));
        Inside(actor, _ =>
        {
            _kit.Time.Advance(Second);
            throw new InvalidOperationException("bad");
        });
        _kit.Advance(Second * 5);

        Assert.Equal(2, _script.Instances);
        Assert.Empty(Ticks);
    }

    [Fact]
    public void Timers_end_with_the_actor()
    {
        var actor = Actor(self => self.Timers.StartPeriodicTimer("key", "tick", Second));
        actor.Tell(PoisonPill.Instance);
        _kit.Advance(Second * 5);

        Assert.Empty(Ticks);
        Assert.Null(_kit.Time.NextDue);
        Assert.Equal(0, _kit.System.DeadLetterCount);
    }

    [Fact]
    public void A_timer_is_active_until_its_message_is_handled_or_it_is_cancelled()
    {
        var actor = Actor(self => self.Timers.StartSingleTimer("a", "tick", Second));
        Inside(actor, self => self.Timers.StartPeriodicTimer("b", "tock", Second));
        Assert.Equal((true, true), Active(actor));
        _kit.Advance(Second);
        Assert.Equal((false, true), Active(actor));
        Inside(actor, self => self.Timers.CancelAll());

        Assert.Equal((false, false), Active(actor));
    }

    [Fact]
    public void Timers_may_be_started_in_the_constructor()
    {
        var script = new Script { Constructor = self => self.Timers.StartSingleTimer("key", "tick", Second) };
        _kit.ActorOf(Scripted.Of(script));
        _kit.Advance(Second);

        Assert.Equal("tick", script.Diary[^1]);
    }

    [Fact]
    public void A_tick_that_finds_the_one_before_in_the_mailbox_is_left_out()
    {
        var actor = Actor(self => self.Timers.StartPeriodicTimer("key", "tick", Second));
        Inside(actor, _ => _kit.Time.Advance(Second * 10));

        Assert.Single(Ticks);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void One_for_a_moment_that_has_passed_is_due_at_once(int left)
    {
        Actor(self => self.Timers.StartDueTimer("key", "tick", TimeSpan.FromTicks(left)));
        _kit.RunUntilIdle();

        Assert.Single(Ticks);
    }

    [Fact]
    public void Durations_that_make_no_sense_are_refused()
    {
        var refusals = new List<Exception?>();
        Actor(self => refusals.AddRange(
        [
            Record.Exception(() => self.Timers.StartSingleTimer("key", "tick", TimeSpan.FromTicks(-1))),
            Record.Exception(() => self.Timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero)),
        ]));
        _kit.RunUntilIdle();

        Assert.Equal(2, refusals.Count);
        Assert.All(refusals, refusal => Assert.IsType<ArgumentOutOfRangeException>(refusal));
    }

    private static void Do(IActorRef actor, Action<Scripted> action) => actor.Tell(new Scripted.Do(action));

    private IActorRef Actor(Action<Scripted> first)
    {
        var actor = _kit.ActorOf(Scripted.Of(_script), "a");
        Inside(actor, first);
        return actor;
    }

    private void Inside(IActorRef actor, Action<Scripted> action)
    {
        Do(actor, action);
        while (_kit.Dispatcher.Step())
        {
        }
    }

    private (bool A, bool B) Active(IActorRef actor)
    {
        var active = (false, false);
        Inside(actor, self => active = (self.Timers.IsTimerActive("a"), self.Timers.IsTimerActive("b")));
        return active;
    }
}
