namespace ControlPlane.Contracts.Statuses;

/// <summary>One row of <c>cplane nodes</c>, and one element of its JSON array.</summary>
/// <param name="Node">Its name.</param>
/// <param name="State">How it stands in the cluster.</param>
/// <param name="Leader">It decides placement at the moment.</param>
/// <param name="Address">Where its peers reach its control API: <c>10.0.0.1:8443</c>; empty where unknown.</param>
/// <param name="Labels">As its file says, by name.</param>
/// <param name="Version">Of its program.</param>
public sealed record NodeStatus(
    string Node, NodeState State, bool Leader, string Address, IReadOnlyDictionary<string, string> Labels,
    string Version)
{
    /// <summary>What an operator should know: a configuration that differs, a refusal; empty: nothing.</summary>
    public string Detail { get; init => field = value ?? ""; } = "";   // null: read from JSON without it

    /// <summary>How many containers it has now; null: unknown.</summary>
    public int? Containers { get; init; }
}
