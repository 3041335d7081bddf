using ControlPlane.Contracts.Admin;

namespace ControlPlane.Contracts;

/// <summary>
/// The one gate to a node. The control API, the CLI's <c>run</c> and embedders speak to the tree through it; each call
/// becomes a message to the <c>admin</c> actor.
/// </summary>
public interface IControlPlane
{
    /// <summary>
    /// Asks the node. Never throws for a refusal: that is <see cref="AdminProtocol.Refused"/>. Cancelling gives up
    /// waiting; what was accepted goes on.
    /// </summary>
    Task<AdminProtocol.Reply> AskAsync(AdminProtocol.Request request, Caller caller, CancellationToken cancellation);
}
