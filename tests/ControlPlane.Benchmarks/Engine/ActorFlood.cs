using ControlPlane.Actors;

namespace ControlPlane.Benchmarks.Engine;

/// <summary>One actor tells another, a thousand messages a turn.</summary>
internal sealed class ActorFlood : IContender
{
    private const int Batch = 1000;

    private readonly IActorRef _sender;
    private readonly ManualResetEventSlim _arrived = new();

    public ActorFlood(int messages)
    {
        Messages = messages;
        var system = ActorSystem.Create("flood");
        var receiver = system.ActorOf(Props.Create(() => new Receiver(messages, _arrived)), "receiver");
        _sender = system.ActorOf(Props.Create(() => new Sender(messages, receiver)), "sender");
    }

    public int Messages { get; }

    public void Run()
    {
        _arrived.Reset();
        _sender.Tell(Go.Instance);
        _arrived.Wait();
    }

    private sealed class Go
    {
        public static readonly Go Instance = new();
    }

    private sealed class Item
    {
        public static readonly Item Instance = new();
    }

    private sealed class Sender : ReceiveActor
    {
        private int _sent;

        public Sender(int messages, IActorRef receiver) => Receive<Go>(go =>
        {
            for (var i = 0; i < Batch; i++)
            {
                receiver.Tell(Item.Instance, Self);
            }

            _sent = (_sent + Batch) % messages;
            if (_sent != 0)
            {
                Self.Tell(go);
            }
        });
    }

    private sealed class Receiver : ReceiveActor
    {
        private int _received;

        public Receiver(int messages, ManualResetEventSlim arrived) => Receive<Item>(_ =>
        {
            if (++_received == messages)
            {
                _received = 0;
                arrived.Set();
            }
        });
    }
}
