using ControlPlane.Actors;

namespace ControlPlane.Benchmarks.Engine;

/// <summary>Two actors, and one message between them at a time.</summary>
internal sealed class ActorPingPong : IContender
{
    private readonly IActorRef _ping;
    private readonly ManualResetEventSlim _done = new();

    public ActorPingPong(int messages)
    {
        Messages = messages;
        var system = ActorSystem.Create("ping-pong");
        var pong = system.ActorOf(Props.Create(() => new Pong()), "pong");
        _ping = system.ActorOf(Props.Create(() => new Ping(messages / 2, pong, _done)), "ping");
    }

    public int Messages { get; }

    public void Run()
    {
        _done.Reset();
        _ping.Tell(Start.Instance);
        _done.Wait();
    }

    private sealed class Start
    {
        public static readonly Start Instance = new();
    }

    private sealed class Ball
    {
        public static readonly Ball Instance = new();
    }

    private sealed class Ping : ReceiveActor
    {
        private int _rounds;

        public Ping(int rounds, IActorRef pong, ManualResetEventSlim done)
        {
            Receive<Ball>(ball =>
            {
                if (++_rounds == rounds)
                {
                    _rounds = 0;
                    done.Set();
                }
                else
                {
                    pong.Tell(ball, Self);
                }
            });
            Receive<Start>(_ => pong.Tell(Ball.Instance, Self));
        }
    }

    private sealed class Pong : ReceiveActor
    {
        public Pong() => Receive<Ball>(ball => Sender.Tell(ball, Self));
    }
}
