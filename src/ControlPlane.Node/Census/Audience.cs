using ControlPlane.Actors;

namespace ControlPlane.Node.Census;

/// <summary>
/// Who waits for fresh numbers, and which containers have not passed on theirs yet. The numbers of a container reach
/// its service before the answer reaches who waits, so who then asks the service hears them.
/// </summary>
internal sealed class Audience
{
    private readonly HashSet<IActorRef> _speakers = [];
    private readonly List<IActorRef> _waiting = [];
    private bool _complete;

    /// <summary>Somebody waits.</summary>
    public bool IsAsked => _waiting.Count > 0;

    public void Ask(IActorRef asker)
    {
        _waiting.Add(asker);
        _complete = false;
    }

    /// <summary>A container was told its number.</summary>
    public void Expect(IActorRef container) => _speakers.Add(container);

    /// <summary>Everybody was told.</summary>
    public void Complete()
    {
        _complete = true;
        TellWhenDone();
    }

    /// <summary>A container has passed it on, or is gone.</summary>
    public void Heard(IActorRef container)
    {
        if (_speakers.Remove(container))
        {
            TellWhenDone();
        }
    }

    private void TellWhenDone()
    {
        if (_complete && _speakers.Count == 0)
        {
            _waiting.ForEach(w => w.Tell(new CensusProtocol.Refreshed(), ActorRefs.NoSender));
            _waiting.Clear();
        }
    }
}
