using System.Globalization;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>What the nodes of a cluster know of each other by: <c>token</c>. Never logged.</summary>
internal sealed record PeerToken(string Secret) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Or(Secret.Length >= KeyLimits.ShortestSecret ? null : string.Create(
            CultureInfo.InvariantCulture, $"expected at least {KeyLimits.ShortestSecret} letters"), "secret")
        .Word("secret", Secret)
        .Problem;

    public override string ToString() => "(the token of the peers)";
}
