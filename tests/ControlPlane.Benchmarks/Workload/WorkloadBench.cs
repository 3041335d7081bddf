using ControlPlane.Benchmarks.Report;
using ControlPlane.Node.Workload;

namespace ControlPlane.Benchmarks.Workload;

/// <summary>
/// One decision of the dynamic workload manager with 10,000 containers: time and bytes allocated. Three kinds: a job
/// more or less with nothing to order; one container marked and taken back in turn; the same with every container busy.
/// </summary>
public static class WorkloadBench
{
    private const string Name = "workload";
    private const string Quiet = "nothing to order";
    private const int Containers = 10_000;
    private const int Rounds = 11;
    private const int Decisions = 20_000;
    private const int QuickRounds = 3;
    private const int QuickDivisor = 10;

    public static IReadOnlyList<BenchRow> Run(bool quick)
    {
        var rounds = quick ? QuickRounds : Rounds;
        var decisions = Decisions / (quick ? QuickDivisor : 1);
        return
        [
            .. Rows(Quiet, rounds, decisions, new Crowd(idle: Containers / 2, moves: false)),
            .. Rows("one marked, one taken back", rounds, decisions, new Crowd(idle: Containers / 2, moves: true)),
            .. Rows("the same, all busy", rounds, decisions, new Crowd(idle: 0, moves: true)),
        ];
    }

    private static IEnumerable<BenchRow> Rows(string what, int rounds, int decisions, Crowd crowd)
    {
        if (crowd.Run(decisions) < (what == Quiet ? 0 : decisions - 1))
        {
            throw new BenchFailedException($"{what}: the decisions did not order what is to be measured");
        }

        var measured = Enumerable.Range(0, rounds).Select(_ => Measure(crowd, decisions)).ToList();
        var goal = Goal.AtMost(20, "µs");
        yield return BenchRow.Of(Name, $"{what}: one decision", "µs", measured.Select(m => m.Microseconds), goal);
        yield return BenchRow.Of(Name, $"{what}: allocated", "bytes/decision", measured.Select(m => m.Bytes));
    }

    private static (double Microseconds, double Bytes) Measure(Crowd crowd, int decisions)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var began = TimeProvider.System.GetTimestamp();
        crowd.Run(decisions);
        var took = TimeProvider.System.GetElapsedTime(began);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return (took.TotalMicroseconds / decisions, (double)bytes / decisions);
    }

    /// <summary>
    /// Containers with ten jobs each at the most: idle ones, and the others with nine. One has a job more and less in
    /// turn; where it moves, so many connections wait every other time that one container too few is there.
    /// </summary>
    private sealed class Crowd
    {
        private const int Most = 10;
        private readonly DynamicManager _manager;
        private readonly bool _moves;

        public Crowd(int idle, bool moves)
        {
            _moves = moves;
            var free = (idle * Most) + (Containers - idle);
            var plan = moves
                ? new DynamicPlan(Most, Most, free - (2 * Most), free - Most, Containers, TimeSpan.FromDays(1))
                : new DynamicPlan(Most, Most, free - Most, free + Most, Containers, TimeSpan.FromDays(1));
            _manager = new DynamicManager(plan, shared: true, Containers, CapacityRule.Judge);
            for (var number = 1; number <= Containers; number++)
            {
                _manager.See(number, Standing.Ready, number <= idle ? 0 : Most - 1, null, TimeSpan.Zero);
            }
        }

        public int Run(int decisions)
        {
            var orders = 0;
            for (var i = 0; i < decisions; i++)
            {
                var often = i % 2;
                _manager.See(Containers, Standing.Ready, Most - 1 + often, null, TimeSpan.Zero);
                _manager.Queued(_moves ? often * 15 : 0);
                orders += _manager.Decide(TimeSpan.Zero).Orders(Containers) ? 1 : 0;
            }

            return orders;
        }
    }
}
