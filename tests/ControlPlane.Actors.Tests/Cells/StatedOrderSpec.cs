using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

public sealed class StatedOrderSpec
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly List<string> _diary = [];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Children_are_started_top_to_bottom_each_after_the_one_before_has_started(int seed)
    {
        var kit = SteppedKit.Create(seed);
        kit.ActorOf(Supervisor(Spec("a"), Spec("b"), Spec("c")), "s");
        kit.RunUntilIdle();

        Assert.Equal(["a made", "a PreStart", "b made", "b PreStart", "c made", "c PreStart"], _diary);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void They_are_stopped_bottom_to_top_and_the_supervisor_last(int seed)
    {
        var kit = SteppedKit.Create(seed);
        var supervisor = kit.ActorOf(Supervisor(Spec("a"), Spec("b"), Spec("c")), "s");
        kit.RunUntilIdle();
        _diary.Clear();
        supervisor.Tell(PoisonPill.Instance);
        kit.RunUntilIdle();

        Assert.Equal(["c PostStop", "b PostStop", "a PostStop", "s PostStop"], _diary);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Children_outside_the_order_stop_before_those_in_it(int seed)
    {
        var kit = SteppedKit.Create(seed);
        var supervisor = kit.ActorOf(Supervisor(Spec("a"), Spec("b")), "s");
        supervisor.Tell(Inside(context =>
        {
            context.ActorOf(Scripted.Of(new Script("x", _diary)), "x");
            context.ActorOf(Scripted.Of(new Script("y", _diary)), "y");
        }));
        kit.RunUntilIdle();
        _diary.Clear();
        kit.System.Stop(supervisor);
        kit.RunUntilIdle();

        Assert.Equal(["x PostStop", "y PostStop"], _diary[..2].Order());
        Assert.Equal(["b PostStop", "a PostStop", "s PostStop"], _diary[2..]);
    }

    [Fact]
    public void A_child_with_grandchildren_is_gone_with_all_of_them_before_the_next_one_is_stopped()
    {
        var kit = SteppedKit.Create();
        var inner = new ChildSpec("inner", Supervisor("inner", Spec("a"), Spec("b")), Soon);
        var supervisor = kit.ActorOf(Supervisor(Spec("first"), inner), "s");
        kit.RunUntilIdle();
        _diary.Clear();
        supervisor.Tell(PoisonPill.Instance);
        kit.RunUntilIdle();

        Assert.Equal(["b PostStop", "a PostStop", "inner PostStop", "first PostStop", "s PostStop"], _diary);
    }

    [Fact]
    public void A_child_with_a_stop_message_may_take_its_time()
    {
        var kit = SteppedKit.Create();
        var supervisor = kit.ActorOf(Supervisor(Spec("a"), Slow("slow", TimeSpan.FromSeconds(3))), "s");
        kit.RunUntilIdle();
        _diary.Clear();
        supervisor.Tell(PoisonPill.Instance);
        kit.RunUntilIdle();
        Assert.Equal(["slow draining"], _diary);

        kit.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["slow draining", "slow PostStop", "a PostStop", "s PostStop"], _diary);
        Assert.Empty(kit.Reports);
    }

    [Fact]
    public void A_child_that_does_not_stop_in_time_is_reported_and_not_waited_for()
    {
        var kit = SteppedKit.Create();
        var supervisor = kit.ActorOf(Supervisor(Spec("a"), Slow("slow", TimeSpan.FromHours(1))), "s");
        kit.RunUntilIdle();
        _diary.Clear();
        supervisor.Tell(PoisonPill.Instance);
        kit.Advance(Soon - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["slow draining"], _diary);
        kit.Advance(TimeSpan.FromMilliseconds(1));

        var report = Assert.Single(kit.ReportsOf<EngineReport.ChildAbandoned>());
        Assert.Equal("/user/s/slow", report.Child.ToString());
        Assert.Equal(Soon, report.StopWithin);
        Assert.Equal(["a PostStop", "s PostStop", "slow PostStop"], _diary[1..].Order(StringComparer.Ordinal));
        Assert.Empty(kit.System.LivingActors());
    }

    [Fact]
    public void Children_outside_the_order_with_stop_messages_stop_together()
    {
        var kit = SteppedKit.Create();
        var supervisor = kit.ActorOf(Supervisor(Spec("a")), "s");
        supervisor.Tell(Inside(context =>
        {
            context.ActorOf(Slow("x", TimeSpan.FromSeconds(3)));
            context.ActorOf(Slow("y", TimeSpan.FromSeconds(2)));
        }));
        kit.RunUntilIdle();
        _diary.Clear();
        supervisor.Tell(PoisonPill.Instance);
        kit.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["x draining", "y draining"], _diary[..2].Order());
        Assert.Equal(["y PostStop", "x PostStop", "a PostStop", "s PostStop"], _diary[2..]);
    }

    [Fact]
    public void A_restart_stops_in_order_and_starts_again_in_order()
    {
        var kit = SteppedKit.Create();
        var supervisor = kit.ActorOf(Supervisor(Spec("a"), Slow("b", TimeSpan.FromSeconds(1))), "s");
        kit.RunUntilIdle();
        _diary.Clear();
        supervisor.Tell(new InvalidOperationException("bad"));
        kit.Advance(Soon);

        Assert.Equal(
            [
                "s PostStop", "b draining", "b PostStop", "a PostStop",
                "a made", "a PreStart", "b made", "b PreStart",
            ],
            _diary.Where(line => !line.Contains("Restart", StringComparison.Ordinal)));
    }

    [Fact]
    public void Stopped_while_its_children_are_still_starting_those_whose_turn_has_not_come_are_never_made()
    {
        var kit = SteppedKit.Create();
        IActorRef? supervisor = null;
        var first = new Script("a", _diary) { PreStart = _ => kit.System.Stop(supervisor!) };
        supervisor = kit.ActorOf(Supervisor(new ChildSpec("a", Scripted.Of(first), Soon), Spec("b")), "s");
        kit.RunUntilIdle();

        Assert.Equal(["a made", "a PreStart", "a PostStop", "s PostStop"], _diary);
        Assert.Empty(kit.System.LivingActors());
    }

    [Fact]
    public void A_child_that_cannot_start_does_not_keep_the_next_ones_from_starting()
    {
        var kit = SteppedKit.Create();
        var broken = new Script("a", _diary) { PreStart = _ => throw new InvalidOperationException("no") };
        kit.ActorOf(Supervisor(new ChildSpec("a", Scripted.Of(broken), Soon), Spec("b")), "s");
        kit.RunUntilIdle();

        Assert.Equal(["a made", "a PreStart", "b made", "b PreStart"], _diary);
    }

    [Fact]
    public void Messages_told_to_a_child_before_its_turn_to_start_wait_for_it()
    {
        var kit = SteppedKit.Create();
        var supervisor = kit.ActorOf(Scripted.Of(new Script("s")
        {
            PreStart = self => self.Surroundings.StartAll([Spec("a"), Spec("b")])[1].Tell("hello"),
        }), "s");
        kit.RunUntilIdle();

        Assert.Equal(["a made", "a PreStart", "b made", "b PreStart", "b hello"], _diary);
        Assert.False(supervisor.IsNobody());
    }

    [Fact]
    public void A_faulty_list_is_refused_whole_and_nothing_is_started()
    {
        var kit = SteppedKit.Create();
        kit.ActorOf(Supervisor(Spec("a"), Spec("a")), "s");
        kit.RunUntilIdle();

        Assert.Empty(_diary);
        var cause = Assert.Single(kit.ReportsOf<EngineReport.ActorFailed>()).Cause;
        Assert.Contains("[a] is taken", cause.Message, StringComparison.Ordinal);
    }

    private static Action<IActorContext> Inside(Action<IActorContext> act) => act;

    private ChildSpec Spec(string name) => new(name, Scripted.Of(new Script(name, _diary)), Soon);

    private Props Supervisor(params ChildSpec[] children) => Supervisor("s", children);

    private Props Supervisor(string name, params ChildSpec[] children) =>
        Props.Create(() => new Ordered(name, _diary, children));

    private ChildSpec Slow(string name, TimeSpan takes) =>
        new(name, Props.Create(() => new Draining(name, _diary, takes)), Soon) { StopMessage = "drain" };

    private sealed class Ordered : ReceiveActor
    {
        private readonly string _name;
        private readonly List<string> _diary;

        public Ordered(string name, List<string> diary, ChildSpec[] children)
        {
            _name = name;
            _diary = diary;
            Context.StartAll(children);
            Receive<Action<IActorContext>>(act => act(Context));
            Receive<Exception>(exception => throw exception);
        }

        protected override void PostStop() => _diary.Add($"{_name} PostStop");
    }

    private sealed class Draining : ReceiveActor, IWithTimers
    {
        private readonly string _name;
        private readonly List<string> _diary;

        public Draining(string name, List<string> diary, TimeSpan takes)
        {
            _name = name;
            _diary = diary;
            diary.Add($"{name} made");
            Receive<string>(said => said == "drain", _ =>
            {
                diary.Add($"{name} draining");
                Timers.StartSingleTimer("drained", "drained", takes);
            });
            Receive<string>(_ => Context.Stop(Self));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => _diary.Add($"{_name} PreStart");

        protected override void PostStop() => _diary.Add($"{_name} PostStop");
    }
}
