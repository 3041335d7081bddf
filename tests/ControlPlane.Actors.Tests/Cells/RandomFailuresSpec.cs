using System.Globalization;
using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

/// <summary>
/// Random trees with random strategies, in which random actors fail at random moments, some in their hooks: whoever
/// lives afterwards must handle messages, and whoever does not must be gone for everybody.
/// </summary>
public sealed class RandomFailuresSpec
{
    private const int Worlds = 1000;

    private static readonly Directive[] Directives = Enum.GetValues<Directive>();

    [Fact]
    public void After_any_failures_every_living_actor_handles_messages_and_the_tree_stops()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new World(seed);
            world.Live();
            var living = world.Kit.System.LivingActors();
            var silent = living.Where(actor => !world.Answers(actor)).ToArray();
            Assert.True(silent.Length == 0, $"seed {seed}: {string.Join(", ", silent.AsEnumerable())} do not answer");

            world.Kit.System.Terminate();
            world.Kit.Advance(TimeSpan.FromMinutes(10));
            Assert.True(world.Kit.System.WhenTerminated.IsCompletedSuccessfully, $"seed {seed}: does not terminate");
            Assert.True(world.Started == world.Stopped, $"seed {seed}: {world.Started} started, {world.Stopped} stopped");
        }
    }

    [Fact]
    public void The_worlds_see_each_directive_and_failures_of_hooks_and_of_new_instances()
    {
        var reports = Enumerable.Range(0, Worlds).SelectMany(seed =>
        {
            var world = new World(seed);
            world.Live();
            return world.Kit.Reports;
        }).ToArray();

        var failures = reports.OfType<EngineReport.ActorFailed>().ToArray();
        Assert.All(Directives, directive => Assert.Contains(failures, failure => failure.Directive == directive));
        Assert.Contains(failures, failure => failure.Cause is PostRestartException);
        Assert.Contains(failures, failure => failure.LimitReached);
        Assert.Contains(reports, report => report is EngineReport.HookFailed { Hook: "PreRestart" });
        Assert.Contains(reports, report => report is EngineReport.HookFailed { Hook: "PostStop" });
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly TestProbe _probe;

        public World(int seed)
        {
            _random = new Random(seed);
            Kit = SteppedKit.Create(seed, settings: new ActorSystemSettings { GuardianStrategy = RandomStrategy() });
            _probe = Kit.Probe();
            Kit.ActorOf(Props(3), "root");
        }

        public SteppedKit Kit { get; }

        public int Started { get; set; }

        public int Stopped { get; set; }

        private bool Calm { get; set; }

        public bool Unlucky(int percent) => !Calm && _random.Next(100) < percent;

        public void Live()
        {
            for (var step = 0; step < 200; step++)
            {
                Kit.Dispatcher.Step();
                var living = Kit.System.LivingActors().Where(actor => actor != _probe.Ref).ToArray();
                if (living.Length > 0 && _random.Next(10) == 0)
                {
                    living[_random.Next(living.Length)].Tell(_random.Next(10) switch
                    {
                        0 => PoisonPill.Instance,
                        1 => Kill.Instance,
                        _ => new InvalidOperationException("bad"),
                    });
                }
            }

            Calm = true;
            Kit.Advance(TimeSpan.FromMinutes(10));
        }

        public bool Answers(IActorRef actor)
        {
            _probe.Drain();
            _probe.Send(actor, "ping");
            Kit.RunUntilIdle();
            return ReferenceEquals(actor, _probe.Ref) || _probe.Drain() is ["pong"];
        }

        public SupervisorStrategy RandomStrategy()
        {
            var directive = Directives[_random.Next(Directives.Length)];
            int? limit = _random.Next(2) == 0 ? null : _random.Next(4);
            return _random.Next(3) == 0
                ? new AllForOneStrategy(limit, null, _ => directive)
                : new OneForOneStrategy(limit, null, _ => directive);
        }

        public IReadOnlyList<ChildSpec> Children(int depth) => depth == 0
            ? []
            : [.. Enumerable.Range(0, _random.Next(4)).Select(i => new ChildSpec(
                string.Create(CultureInfo.InvariantCulture, $"c{i}"),
                Props(depth - 1),
                TimeSpan.FromSeconds(1 + _random.Next(5)))
            {
                StopMessage = _random.Next(2) == 0 ? "drain" : null,
            })];

        private Props Props(int depth)
        {
            var strategy = RandomStrategy();
            var keepsChildren = _random.Next(3) == 0;
            return Actors.Props.Create(() => new Unlucky(this, depth, keepsChildren)).WithSupervisorStrategy(strategy);
        }
    }

    private sealed class Unlucky : ReceiveActor
    {
        private readonly World _world;
        private readonly bool _keepsChildren;

        public Unlucky(World world, int depth, bool keepsChildren)
        {
            _world = world;
            _keepsChildren = keepsChildren;
            MaybeFail(3);
            if (Context.GetChildren().Count == 0)
            {
                var children = world.Children(depth);
                if (world.Unlucky(50))
                {
                    Context.StartAll(children);
                }
                else
                {
                    foreach (var child in children)
                    {
                        Context.ActorOf(child);
                    }
                }
            }

            MaybeFail(3);
            Receive<Exception>(exception => throw exception);
            Receive<string>(said => said == "ping", _ => Sender.Tell("pong"));
            Receive<string>(said => said == "drain", _ => Context.Stop(Self));
        }

        protected override void PreStart()
        {
            MaybeFail(3);
            _world.Started++;
        }

        protected override void PostStop()
        {
            _world.Stopped++;
            MaybeFail(5);
        }

        protected override void PreRestart(Exception reason, object? message)
        {
            if (_keepsChildren)
            {
                PostStop();
                return;
            }

            base.PreRestart(reason, message);
        }

        private void MaybeFail(int percent)
        {
            if (_world.Unlucky(percent))
            {
                throw new InvalidOperationException("unlucky");
            }
        }
    }
}
