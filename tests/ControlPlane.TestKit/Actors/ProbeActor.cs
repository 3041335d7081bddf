using System.Collections.Concurrent;
using ControlPlane.Actors;

namespace ControlPlane.TestKit;

/// <summary>Keeps each message with its sender.</summary>
internal sealed class ProbeActor : ReceiveActor
{
    public ProbeActor(ConcurrentQueue<(object Message, IActorRef Sender)> received)
    {
        Receive<WatchIt>(command => Context.Watch(command.Subject));
        ReceiveAny(message => received.Enqueue((message, Sender)));
    }

    public sealed record WatchIt(IActorRef Subject);
}
