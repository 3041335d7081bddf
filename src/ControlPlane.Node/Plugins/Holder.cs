using ControlPlane.Contracts;

namespace ControlPlane.Node.Plugins;

/// <summary>One life of a container. What replaces a container has its id, but owns nothing of what it left.</summary>
/// <param name="Container">The slot.</param>
/// <param name="Life">Unique in the node.</param>
internal readonly record struct Holder(ContainerId Container, long Life);

/// <summary>One call of a container; it gets exactly one answer.</summary>
/// <param name="Ticket">Unique in the node.</param>
/// <param name="Holder">Who calls.</param>
internal readonly record struct Call(long Ticket, Holder Holder);
