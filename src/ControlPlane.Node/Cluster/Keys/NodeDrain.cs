namespace ControlPlane.Node.Cluster.Keys;

/// <summary>The node shall have no containers: <c>drains/NAME</c>, until it is undrained.</summary>
/// <param name="By">Who wants it.</param>
internal sealed record NodeDrain(string By) : IClusterValue
{
    public string? FindProblem() => Judged.Fine.Word("by", By).Problem;
}
