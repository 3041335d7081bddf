using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Logging;

/// <summary>What outlives the actor of a destination: its outputs, which only that actor uses while it lives.</summary>
internal sealed class SinkSlot(OpenedSink sink)
{
    private bool _begun;

    public string Name { get; } = sink.Plan.Name;

    public OpenedSink Sink { get; private set; } = sink;

    /// <summary>What may wait for the destination.</summary>
    public LineQuota Quota { get; private set; } = new();

    /// <summary>
    /// An actor is about to be made. What waited for the one before is gone, and its outputs are closed.
    /// </summary>
    public void Begin()
    {
        if (_begun)
        {
            Quota = new LineQuota();
            Sink.Reopen(); // what fails here fails again at the first line, and is told and retried then
        }

        _begun = true;
    }

    public void Switch(OpenedSink next)
    {
        var old = Sink;
        Sink = next;
        old.Dispose();
    }
}
