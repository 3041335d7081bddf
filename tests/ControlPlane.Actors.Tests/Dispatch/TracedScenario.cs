using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ControlPlane.Actors.Tests.Dispatch;

/// <summary>
/// A tree that does a little of everything (supervision, watches, timers, questions, piped tasks, a bounded mailbox),
/// run under a seed: the hash of its trace must be the same in every process.
/// </summary>
internal static class TracedScenario
{
    private const int Workers = 24;

    /// <summary>In which order the boss tells its workers.</summary>
    public enum Order
    {
        AsMade,

        /// <summary>A bug planted on purpose: string hashes differ from process to process.</summary>
        ByHash,
    }

    /// <returns>SHA-256 of the trace, in hex.</returns>
    public static string Run(int seed, Order order)
    {
        var trace = new StringBuilder();
        var dispatcher = new SteppedDispatcher(seed, delivery => trace.Append(delivery).Append('\n'));
        var system = ActorSystem.Create("traced", new ActorSystemSettings
        {
            Dispatcher = dispatcher,
            Report = report => trace.Append(report).Append('\n'),
        });
        system.ActorOf(Props.Create(() => new Boss(order, seed)), "boss");
        dispatcher.Advance(TimeSpan.FromSeconds(20));
        _ = system.Terminate();
        dispatcher.Advance(TimeSpan.FromSeconds(60));
        trace.Append(CultureInfo.InvariantCulture, $"{dispatcher.Steps} steps, {system.DeadLetterCount} dead letters");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trace.ToString())));
    }

    private sealed class Boss : ReceiveActor, IWithTimers
    {
        private readonly Random _random;
        private int _answers;

        public Boss(Order order, int seed)
        {
            _random = new Random(seed);
            Context.StartAll([.. Enumerable.Range(0, 3).Select(i => new ChildSpec(
                $"group-{i}", Actors.Props.Create(() => new Group()), TimeSpan.FromSeconds(1)))]);
            Receive<string>(said => said == "round", _ =>
            {
                var names = Enumerable.Range(0, Workers).Select(i => $"worker-{i}");
                foreach (var name in order == Order.ByHash ? names.OrderBy(name => name.GetHashCode()) : names)
                {
                    Context.Child($"group-{_random.Next(3)}").Tell((name, _random.Next(100)));
                }
            });
            Receive<int>(_ => _answers++);
            Receive<Status.Failure>(_ => _answers++);
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("round", "round", TimeSpan.FromSeconds(1));
    }

    private sealed class Group : ReceiveActor
    {
        public Group()
        {
            Receive<(string Name, int Work)>(order =>
            {
                var worker = Context.Child(order.Name);
                if (worker.IsNobody())
                {
                    worker = Context.Watch(Context.ActorOf(
                        Props.Create(() => new Worker()).WithMailbox(Mailbox.Bounded(2)), order.Name));
                }

                worker.Ask<int>(order.Work, TimeSpan.FromSeconds(3)).PipeTo(Sender, Self);
            });
            Receive<Terminated>(dead => Context.Parent.Tell(dead.ActorRef.Path.Name.Length));
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(3, TimeSpan.FromSeconds(10), _ => Directive.Restart);
    }

    private sealed class Worker : ReceiveActor, IWithTimers
    {
        public Worker()
        {
            Receive<int>(work => work % 7 == 0, work => throw new InvalidOperationException($"work {work}"));
            Receive<int>(work => work % 5 == 0, work =>
            {
                var asker = Sender;
                Timers.StartSingleTimer(work, asker, TimeSpan.FromMilliseconds(work));
            });
            Receive<int>(work => Sender.Tell(work));
            Receive<IActorRef>(asker => asker.Tell(1));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
