using System.Globalization;
using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

/// <summary>
/// Trees of random shape, some children in a stated order, some not, some slow, with failures on the way.
/// </summary>
public sealed class RandomTreesSpec
{
    private const int Trees = 300;

    [Fact]
    public void Whatever_the_tree_it_stops_completely_and_in_the_stated_order()
    {
        for (var seed = 0; seed < Trees; seed++)
        {
            var stopped = StopRandomTree(seed, misbehave: true, out var kit, out var root);

            var living = kit.System.LivingActors();
            Assert.True(living.Count == 0, $"seed {seed}: {string.Join(", ", living)}");
            Assert.True(root.Count() == stopped.Count, $"seed {seed}: {stopped.Count} stops of {root.Count()} actors");
            Assert.Null(Record.Exception(() => root.CheckOrder(stopped, $"seed {seed}")));
        }
    }

    [Fact]
    public void An_order_that_was_not_kept_is_found()
    {
        var found = 0;
        for (var seed = 0; seed < Trees; seed++)
        {
            var stopped = StopRandomTree(seed, misbehave: false, out _, out var root);
            stopped.Reverse();
            found += root.Count() > 1 && Record.Exception(() => root.CheckOrder(stopped, "")) is not null ? 1 : 0;
        }

        Assert.InRange(found, Trees / 2, Trees);
    }

    private static List<string> StopRandomTree(int seed, bool misbehave, out SteppedKit kit, out Plan root)
    {
        var random = new Random(seed);
        root = Plan.Grow(random, "/user/root", depth: 3);
        var stopped = new List<string>();
        kit = SteppedKit.Create(seed);
        var tree = root;
        var reference = kit.ActorOf(Props.Create(() => new Branch(tree, stopped)), "root");
        kit.RunUntilIdle();
        var living = kit.System.LivingActors();
        for (var i = 0; misbehave && i < random.Next(4); i++)
        {
            living[random.Next(living.Count)].Tell(new InvalidOperationException("bad"));
        }

        // Failed actors stop in the middle of restarting others: what was stopped before does not count.
        kit.Advance(TimeSpan.FromMinutes(1));
        stopped.Clear();
        if (random.Next(2) == 0)
        {
            reference.Tell(PoisonPill.Instance);
        }
        else
        {
            kit.System.Stop(reference);
        }

        kit.Advance(TimeSpan.FromMinutes(10));
        return stopped;
    }

    /// <summary>One actor of a random tree.</summary>
    private sealed record Plan(string Path, IReadOnlyList<Plan> InOrder, IReadOnlyList<Plan> Others, TimeSpan Takes)
    {
        public string Name => Path[(Path.LastIndexOf('/') + 1)..];

        public static Plan Grow(Random random, string path, int depth)
        {
            return new Plan(path, Children("o"), Children("x"), TimeSpan.FromSeconds(random.Next(3)));

            Plan[] Children(string prefix) => depth == 0
                ? []
                : [.. Enumerable.Range(0, random.Next(4)).Select(i => Grow(
                    random, string.Create(CultureInfo.InvariantCulture, $"{path}/{prefix}{i}"), depth - 1))];
        }

        public int Count() => 1 + InOrder.Sum(child => child.Count()) + Others.Sum(child => child.Count());

        /// <summary>
        /// Throws unless children stopped before their parent, others before those in order, those in reverse.
        /// </summary>
        public void CheckOrder(List<string> stopped, string where)
        {
            var mine = stopped.IndexOf(Path);
            var latest = -1;
            foreach (var other in Others)
            {
                latest = Math.Max(latest, stopped.IndexOf(other.Path));
            }

            foreach (var child in InOrder.Reverse())
            {
                // Everything of this child came after the child before it in the stop order was gone.
                var first = stopped.FindIndex(path =>
                    path == child.Path || path.StartsWith(child.Path + "/", StringComparison.Ordinal));
                Check(first > latest, child.Path);
                latest = stopped.IndexOf(child.Path);
            }

            Check(mine > latest, Path);
            foreach (var child in InOrder.Concat(Others))
            {
                Check(stopped.IndexOf(child.Path) < mine, child.Path);
                child.CheckOrder(stopped, where);
            }

            void Check(bool holds, string path)
            {
                if (!holds)
                {
                    throw new ExpectationException(
                        $"{where}: {path} stopped out of order in {string.Join(", ", stopped)}");
                }
            }
        }
    }

    private sealed class Branch : ReceiveActor, IWithTimers
    {
        private readonly Plan _plan;
        private readonly List<string> _stopped;

        public Branch(Plan plan, List<string> stopped)
        {
            _plan = plan;
            _stopped = stopped;
            foreach (var other in plan.Others)
            {
                Context.ActorOf(SpecOf(other));
            }

            Context.StartAll([.. plan.InOrder.Select(SpecOf)]);
            Receive<Exception>(exception => throw exception);
            Receive<string>(said => said == "drain", _ => Timers.StartSingleTimer("drained", "drained", plan.Takes));
            Receive<string>(_ => Context.Stop(Self));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PostStop() => _stopped.Add(_plan.Path);

        private ChildSpec SpecOf(Plan child) =>
            new(child.Name, Props.Create(() => new Branch(child, _stopped)), Timeout.InfiniteTimeSpan)
            {
                StopMessage = child.Takes > TimeSpan.Zero ? "drain" : null,
            };
    }
}
