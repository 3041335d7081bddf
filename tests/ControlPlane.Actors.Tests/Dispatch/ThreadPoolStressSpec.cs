using System.Collections.Concurrent;
using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Dispatch;

public sealed class ThreadPoolStressSpec
{
    [Fact]
    public async Task Messages_of_each_sender_keep_their_order_and_none_is_lost_under_restarts()
    {
        const int senders = 8;
        const int each = 10_000;
        await using var kit = new PoolKit();
        var received = new ConcurrentDictionary<int, List<int>>();
        var receiver = kit.ActorOf(Props.Create(() => new Fragile(received)), "receiver");
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < each; number++)
            {
                receiver.Tell(new Numbered(sender, number));
                if (number % 1000 == 500)
                {
                    receiver.Tell(new InvalidOperationException("bad"));
                }
            }
        })));
        Assert.True(await receiver.Ask<bool>("all before this is handled", TimeSpan.FromSeconds(60)));

        Assert.Equal(senders, received.Count);
        Assert.All(received.Values, numbers => Assert.Equal(Enumerable.Range(0, each), numbers));
        Assert.Equal(senders * (each / 1000), kit.ReportsOf<EngineReport.ActorFailed>().Count);
        Assert.Equal(0, kit.System.DeadLetterCount);
    }

    [Fact]
    public async Task Each_message_to_an_actor_that_stops_is_either_handled_or_a_dead_letter()
    {
        const int rounds = 300;
        const int senders = 4;
        const int each = 50;
        await using var kit = new PoolKit();
        long handled = 0;
        for (var round = 0; round < rounds; round++)
        {
            var actor = kit.ActorOf(Props.Create(() => new Counting(() => Interlocked.Increment(ref handled))));
            await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
            {
                for (var number = 0; number < each; number++)
                {
                    actor.Tell(number);
                    if (sender == 0 && number == each / 2)
                    {
                        kit.System.Stop(actor);
                    }
                }
            })));
        }

        const long told = rounds * senders * each;
        await Eventually.True(
            () => Interlocked.Read(ref handled) + kit.System.DeadLetterCount == told,
            describe: () => $"{handled} handled and {kit.System.DeadLetterCount} dead of {told}");
        Assert.NotEqual(0, kit.System.DeadLetterCount);
    }

    [Fact]
    public async Task A_death_is_told_exactly_once_however_watch_and_stop_race()
    {
        const int rounds = 2_000;
        await using var kit = new PoolKit();
        var heard = new ConcurrentDictionary<IActorRef, int>();
        var watchers = Enumerable.Range(0, 4)
            .Select(i => kit.ActorOf(Props.Create(() => new Watching(heard)), $"watcher-{i}")).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var actor = kit.ActorOf(Props.Create(() => new Counting(() => { })));
            foreach (var watcher in watchers)
            {
                watcher.Tell(actor);
            }

            kit.System.Stop(actor);
        }

        await Eventually.True(
            () => heard.Count == rounds && heard.Values.Sum() >= rounds * watchers.Length,
            describe: () => $"{heard.Count} of {rounds} deaths heard, {heard.Values.Sum()} times");
        Assert.True(await watchers[0].Ask<bool>("anything more?", TimeSpan.FromSeconds(60)));
        Assert.All(heard.Values, times => Assert.Equal(watchers.Length, times));
    }

    [Fact]
    public async Task Questions_from_many_threads_all_get_their_own_answer()
    {
        await using var kit = new PoolKit();
        var echo = kit.ActorOf(Props.Create(() => new Echo()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2_000)
            .Select(number => Task.Run(() => echo.Ask<int>(number, TimeSpan.FromSeconds(60)))));

        Assert.Equal(Enumerable.Range(0, 2_000), answers);
    }

    [Fact]
    public async Task A_system_under_load_stops_as_a_whole()
    {
        var kit = new PoolKit();
        var actors = Enumerable.Range(0, 200)
            .Select(i => kit.ActorOf(Props.Create(() => new Chatter()), $"c-{i}")).ToArray();
        foreach (var actor in actors)
        {
            actor.Tell(actors);
        }

        await kit.DisposeAsync();
        Assert.Empty(kit.System.LivingActors());
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Fragile : ReceiveActor
    {
        public Fragile(ConcurrentDictionary<int, List<int>> received)
        {
            Receive<Numbered>(one => received.GetOrAdd(one.Sender, _ => []).Add(one.Number));
            Receive<Exception>(exception => throw exception);
            Receive<string>(_ => Sender.Tell(true));
        }
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(Action handled) => Receive<int>(_ => handled());
    }

    private sealed class Watching : ReceiveActor
    {
        public Watching(ConcurrentDictionary<IActorRef, int> heard)
        {
            Receive<IActorRef>(actor => Context.Watch(actor));
            Receive<Terminated>(dead => heard.AddOrUpdate(dead.ActorRef, 1, (_, times) => times + 1));
            Receive<string>(_ => Sender.Tell(true));
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Chatter : ReceiveActor
    {
        private IActorRef[] _others = [];
        private int _next;

        public Chatter()
        {
            Receive<IActorRef[]>(others =>
            {
                _others = others;
                Self.Tell(0);
            });
            Receive<int>(_ =>
            {
                if (_others.Length > 0)
                {
                    _others[_next++ % _others.Length].Tell(0);
                }
            });
        }
    }
}
