using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Hosting;

/// <summary>A node that is being started: whoever asks it already hears so.</summary>
internal sealed class LatePlane : IControlPlane
{
    private volatile IControlPlane? _node;

    /// <summary>It runs now.</summary>
    public void Attach(IControlPlane node) => _node = node;

    public Task<AdminProtocol.Reply> AskAsync(
        AdminProtocol.Request request, Caller caller, CancellationToken cancellation) =>
        _node?.AskAsync(request, caller, cancellation)
            ?? Task.FromResult<AdminProtocol.Reply>(new AdminProtocol.Refused(
            Refusal.Unavailable, "The node is being started.", "Try again in a moment."));
}
