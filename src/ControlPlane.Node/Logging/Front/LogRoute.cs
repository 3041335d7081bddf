using ControlPlane.Actors;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Front;

/// <summary>The way to one destination: what does not pass the filter or finds no room costs it nothing.</summary>
internal sealed record LogRoute(LineFilter Filter, LineQuota Quota, IActorRef Sink)
{
    public void Deliver(LogLine line)
    {
        if (Filter.Accepts(line) && Quota.TryTake(line))
        {
            Sink.Tell(new LoggingProtocol.Write(line), ActorRefs.NoSender);
        }
    }
}
