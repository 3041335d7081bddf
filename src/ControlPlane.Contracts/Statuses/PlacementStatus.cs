namespace ControlPlane.Contracts.Statuses;

/// <summary>Why the containers of a service are where they are: <c>cplane placement SERVICE</c>.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Scope"><c>node</c> or <c>cluster</c>.</param>
/// <param name="Wanted">Containers wanted in all.</param>
/// <param name="Missing">Of these, those that found no place.</param>
/// <param name="Nodes">Every node, by name.</param>
public sealed record PlacementStatus(
    string Service, string Scope, int Wanted, int Missing, IReadOnlyList<NodePlacementStatus> Nodes);

/// <param name="Node">Its name.</param>
/// <param name="Wanted">Containers of the service that it shall have.</param>
/// <param name="Containers">Those that it has, in whatever state; null: unknown.</param>
/// <param name="Why">Why here, or why not (more) here; a sentence for people.</param>
public sealed record NodePlacementStatus(string Node, int Wanted, int? Containers, string Why);
