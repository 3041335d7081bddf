namespace ControlPlane.Node.Cluster.Keys;

/// <summary>Who decides: <c>leader</c>, under its lease. The create revision of the key is the epoch.</summary>
internal sealed record LeaderRecord(string Node, Guid Uuid) : IClusterValue
{
    public string? FindProblem() => Judged.Fine.Node("node", Node).Uuid("uuid", Uuid).Problem;
}
