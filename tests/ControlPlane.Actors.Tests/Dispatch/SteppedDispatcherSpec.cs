using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Dispatch;

public sealed class SteppedDispatcherSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_message_from_outside_only_queues_up()
    {
        var kit = SteppedKit.Create();
        var script = new Script();
        kit.ActorOf(Scripted.Of(script)).Tell("one");
        Assert.Empty(script.Diary);
        Assert.False(kit.Dispatcher.IsIdle);
        kit.RunUntilIdle();

        Assert.Equal(["made", "PreStart", "one"], script.Diary);
        Assert.True(kit.Dispatcher.IsIdle);
        Assert.False(kit.Dispatcher.Step());
    }

    [Fact]
    public void Each_turn_is_one_user_message_of_one_actor()
    {
        var kit = SteppedKit.Create();
        var actor = kit.ActorOf(Scripted.Of(new Script()));
        kit.RunUntilIdle();
        actor.Tell("one");
        actor.Tell("two");

        Assert.Equal(2, kit.RunUntilIdle());
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_seed_another() =>
        Assert.NotEqual(
            TracedScenario.Run(1, TracedScenario.Order.AsMade),
            TracedScenario.Run(2, TracedScenario.Order.AsMade));

    [Fact]
    public void A_run_that_does_not_end_is_stopped_and_says_who_is_busy()
    {
        var kit = SteppedKit.Create(7);
        kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<int>(number => self.Me.Tell(number)),
        }), "loop").Tell(1);

        var refusal = Assert.Throws<InvalidOperationException>(() => kit.RunUntilIdle(100));
        Assert.Contains("seed 7", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("/user/loop", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timers_fire_in_time_order_and_everything_runs_between_them()
    {
        var kit = SteppedKit.Create();
        var script = new Script();
        kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self =>
            {
                self.Timers.StartSingleTimer("late", "late", Second * 2);
                self.Timers.StartSingleTimer("early", 1, Second);
                self.On<int>(_ =>
                {
                    script.Note($"early {kit.Time.Elapsed}");
                    self.Me.Tell(1.5);
                });
                self.On<double>(_ => script.Note($"follows {kit.Time.Elapsed}"));
                self.On<string>(text => script.Note($"{text} {kit.Time.Elapsed}"));
            },
        }));
        kit.Advance(Second * 5);

        Assert.Equal(["early 00:00:01", "follows 00:00:01", "late 00:00:02"], script.Diary);
        Assert.Equal(Second * 5, kit.Time.Elapsed);
    }

    [Fact]
    public void RunUntil_passes_time_only_as_far_as_needed()
    {
        var kit = SteppedKit.Create();
        var script = new Script { Constructor = self => self.Timers.StartPeriodicTimer("t", "tick", Second) };
        kit.ActorOf(Scripted.Of(script));

        Assert.True(kit.Dispatcher.RunUntil(() => script.Diary.Count(line => line == "tick") == 3, Second * 10));
        Assert.Equal(Second * 3, kit.Time.Elapsed);
        Assert.False(kit.Dispatcher.RunUntil(() => false, Second * 10));
        Assert.Equal(Second * 13, kit.Time.Elapsed);
    }

    [Fact]
    public void An_actor_must_not_run_the_dispatcher()
    {
        var kit = SteppedKit.Create();
        Exception? refusal = null;
        kit.ActorOf(Scripted.Of(new Script())).Tell(
            new Scripted.Do(_ => refusal = Record.Exception(() => kit.RunUntilIdle())));
        kit.RunUntilIdle();

        Assert.IsType<InvalidOperationException>(refusal);
    }

    [Fact]
    public void What_follows_an_awaited_task_inside_a_turn_runs_on_the_same_thread()
    {
        var kit = SteppedKit.Create();
        var threads = new List<int>();
        var probe = kit.Probe();
        var gate = new TaskCompletionSource();
        kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<int>(_ => Work().PipeTo(probe.Ref, success: () => "done")),
        })).Tell(1);
        kit.ActorOf(Scripted.Of(new Script { Constructor = self => self.Timers.StartSingleTimer("t", 1, Second) }));
        kit.RunUntilIdle();
        using var timer = kit.Time.CreateTimer(_ => gate.SetResult(), null, Second, Timeout.InfiniteTimeSpan);

        Assert.Equal("done", probe.ExpectMsg<string>());
        Assert.Equal([Environment.CurrentManagedThreadId, Environment.CurrentManagedThreadId], threads);

        async Task Work()
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await gate.Task;
            threads.Add(Environment.CurrentManagedThreadId);
        }
    }

    [Fact]
    public void The_trace_sees_receiver_message_and_sender_of_each_delivery()
    {
        var seen = new List<string>();
        var kit = SteppedKit.Create(1, delivery => seen.Add(delivery.ToString()));
        var probe = kit.Probe();
        probe.Send(kit.ActorOf(Scripted.Of(new Script()), "a"), "text");
        kit.RunUntilIdle();

        Assert.Matches(@"^\d+ 00:00:00 /user/a <- String from /user/probe-1$", Assert.Single(seen));
    }
}
