using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Supervision;

public sealed class DirectivesSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly Script _child = new("child");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Fact]
    public void Resume_keeps_the_instance_and_goes_on_with_the_next_message()
    {
        var child = Family(Always(Directive.Resume));
        child.Tell(new InvalidOperationException("bad"));
        child.Tell("next");
        _kit.RunUntilIdle();

        Assert.Equal(["child made", "child PreStart", "child next"], _child.Diary);
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        var child = Family(Always(Directive.Stop));
        child.Tell(new InvalidOperationException("bad"));
        child.Tell("next");
        _kit.RunUntilIdle();

        Assert.Equal(["child made", "child PreStart", "child PostStop"], _child.Diary);
        Assert.Equal(1, _kit.System.DeadLetterCount);
    }

    [Fact]
    public void Escalate_fails_the_parent_with_the_cause_of_the_child()
    {
        var child = Family(Always(Directive.Escalate));
        child.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        var reports = _kit.ReportsOf<EngineReport.ActorFailed>();
        Assert.Equal(["/user/parent/child", "/user/parent"], reports.Select(report => report.Actor.ToString()));
        Assert.Equal([Directive.Escalate, Directive.Restart], reports.Select(report => report.Directive));
        Assert.All(reports, report => Assert.Equal("bad", report.Cause.Message));
        Assert.Equal(2, _child.Instances);
    }

    [Fact]
    public void A_failure_is_reported_with_actor_message_cause_and_directive()
    {
        var child = Family(Always(Directive.Restart));
        child.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        var report = Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>());
        Assert.Equal(
            (child.Path, typeof(InvalidOperationException), "bad", Directive.Restart, false),
            (report.Actor, report.MessageType, report.Cause.Message, report.Directive, report.LimitReached));
        Assert.Equal(
            "/user/parent/child: failed on InvalidOperationException with InvalidOperationException: bad; "
            + "next: Restart",
            report.ToString());
    }

    [Fact]
    public void Messages_wait_while_the_parent_decides()
    {
        IReadOnlyList<string>? seen = null;
        var child = Family(new OneForOneStrategy(_ =>
        {
            seen = [.. _child.Diary];
            return Directive.Resume;
        }));
        child.Tell(new InvalidOperationException("bad"));
        child.Tell("next");
        _kit.RunUntilIdle();

        Assert.DoesNotContain("child next", seen!);
        Assert.Contains("child next", _child.Diary);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_children_of_a_failed_actor_wait_with_it(int seed)
    {
        var diary = new List<string>();
        var kit = SteppedKit.Create(seed, settings: new ActorSystemSettings
        {
            GuardianStrategy = new OneForOneStrategy(_ =>
            {
                diary.Add("decided");
                return Directive.Resume;
            }),
        });
        var parent = kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self =>
            {
                var child = self.Surroundings.ActorOf(Scripted.Of(new Script("child", diary)), "child");
                self.On<int>(_ =>
                {
                    child.Tell("told");
                    throw new InvalidOperationException("bad");
                });
            },
        }), "parent");
        kit.RunUntilIdle();
        diary.Clear();
        parent.Tell(1);
        kit.RunUntilIdle();

        Assert.Equal(["decided", "child told"], diary);
    }

    [Fact]
    public void A_sibling_is_not_touched()
    {
        var sibling = new Script("sibling");
        var child = Family(Always(Directive.Restart), sibling);
        child.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Equal(["sibling made", "sibling PreStart"], sibling.Diary);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var sibling = new Script("sibling");
        var child = Family(new AllForOneStrategy(null, null, _ => Directive.Restart), sibling);
        child.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Equal(2, _child.Instances);
        Assert.Equal(2, sibling.Instances);
    }

    [Fact]
    public void All_for_one_stops_the_siblings_too()
    {
        var sibling = new Script("sibling");
        var child = Family(new AllForOneStrategy(null, null, _ => Directive.Stop), sibling);
        child.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Equal("sibling PostStop", sibling.Diary[^1]);
        Assert.Equal("child PostStop", _child.Diary[^1]);
    }

    [Fact]
    public void All_for_one_resumes_only_the_one_that_failed()
    {
        var sibling = new Script("sibling");
        var child = Family(new AllForOneStrategy(null, null, _ => Directive.Resume), sibling);
        child.Tell(new InvalidOperationException("bad"));
        child.Tell("next");
        _kit.RunUntilIdle();

        Assert.Equal((1, 1), (_child.Instances, sibling.Instances));
        Assert.Equal("child next", _child.Diary[^1]);
    }

    [Fact]
    public void Too_many_restarts_stop_the_child_and_the_report_says_so()
    {
        var child = Family(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        for (var i = 0; i < 3; i++)
        {
            child.Tell(new InvalidOperationException("bad"));
        }

        _kit.RunUntilIdle();

        var reports = _kit.ReportsOf<EngineReport.ActorFailed>();
        Assert.Equal(
            [Directive.Restart, Directive.Restart, Directive.Stop],
            reports.Select(report => report.Directive));
        Assert.Equal([false, false, true], reports.Select(report => report.LimitReached));
        Assert.Equal("child PostStop", _child.Diary[^1]);
    }

    [Fact]
    public void Restarts_further_apart_than_the_window_are_not_too_many()
    {
        var child = Family(new OneForOneStrategy(1, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        for (var i = 0; i < 5; i++)
        {
            child.Tell(new InvalidOperationException("bad"));
            _kit.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1));
        }

        Assert.Equal(6, _child.Instances);
    }

    [Fact]
    public void The_strategy_of_the_props_goes_before_that_of_the_class()
    {
        IActorRef? child = null;
        var parent = new Script
        {
            Strategy = Always(Directive.Restart),
            PreStart = self => child = self.Surroundings.ActorOf(Scripted.Of(_child), "child"),
        };
        _kit.ActorOf(Scripted.Of(parent).WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy), "parent");
        _kit.RunUntilIdle();
        child!.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Equal(1, _child.Instances);
    }

    [Fact]
    public void A_decider_that_throws_fails_the_parent()
    {
        var child = Family(new OneForOneStrategy(_ => throw new NotSupportedException("cannot decide")));
        child.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        var failure = Assert.Single(
            _kit.ReportsOf<EngineReport.ActorFailed>(), report => report.Actor.ToString() == "/user/parent");
        Assert.Equal("cannot decide", failure.Cause.Message);
    }

    [Fact]
    public void Two_children_that_escalate_at_once_both_go_on_after_a_resume()
    {
        var strategies = new OneForOneStrategy(_ => Directive.Escalate);
        var sibling = new Script("sibling");
        var kit = SteppedKit.Create(settings: new ActorSystemSettings { GuardianStrategy = Always(Directive.Resume) });
        var children = new List<IActorRef>();
        kit.ActorOf(
            Scripted.Of(new Script
            {
                Strategy = strategies,
                PreStart = self => children.AddRange(
                [
                    self.Surroundings.ActorOf(Scripted.Of(_child), "child"),
                    self.Surroundings.ActorOf(Scripted.Of(sibling), "sibling"),
                ]),
            }),
            "parent");
        kit.RunUntilIdle();
        foreach (var child in children)
        {
            child.Tell(new InvalidOperationException("bad"));
            child.Tell("next");
        }

        kit.RunUntilIdle();

        Assert.Equal("child next", _child.Diary[^1]);
        Assert.Equal("sibling next", sibling.Diary[^1]);
        Assert.Equal((1, 1), (_child.Instances, sibling.Instances));
    }

    [Fact]
    public void A_child_that_fails_while_its_parent_stops_is_stopped_and_not_restarted()
    {
        var child = new Script("child") { PreRestart = _ => throw new InvalidOperationException("must not happen") };
        IActorRef? reference = null;
        var parent = _kit.ActorOf(
            Scripted.Of(new Script
            {
                PreStart = self => reference = self.Surroundings.ActorOf(
                    new ChildSpec("child", Scripted.Of(child), TimeSpan.FromSeconds(5)) { StopMessage = "drain" }),
            }),
            "parent");
        _kit.RunUntilIdle();
        parent.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();
        reference!.Tell(new InvalidOperationException("bad"));
        _kit.RunUntilIdle();

        Assert.Empty(_kit.System.LivingActors());
        Assert.Equal(1, child.Instances);
        Assert.Equal(Directive.Stop, Assert.Single(_kit.ReportsOf<EngineReport.ActorFailed>()).Directive);
    }

    private static OneForOneStrategy Always(Directive directive) => new(_ => directive);

    private IActorRef Family(SupervisorStrategy strategy, Script? sibling = null)
    {
        IActorRef? child = null;
        var parent = new Script
        {
            Strategy = strategy,
            PreStart = self =>
            {
                child = self.Surroundings.ActorOf(Scripted.Of(_child), "child");
                if (sibling is not null)
                {
                    self.Surroundings.ActorOf(Scripted.Of(sibling), "sibling");
                }
            },
        };
        _kit.ActorOf(Scripted.Of(parent), "parent");
        _kit.RunUntilIdle();
        return child!;
    }
}
