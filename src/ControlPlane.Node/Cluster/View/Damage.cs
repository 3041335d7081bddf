using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>A key that says nothing, though somebody has written it, or said something before.</summary>
/// <param name="Key">Taken apart.</param>
/// <param name="Modified">When it was changed last; 0: it is not there.</param>
/// <param name="Problem">What is wrong with it, for people.</param>
internal sealed record Damage(ClusterKey Key, long Modified, string Problem)
{
    /// <summary>What it said before is known, and counts until people say something else.</summary>
    public bool Kept { get; init; }

    /// <summary>For people: <c>cannot be read</c>.</summary>
    public string Text => Modified == 0 ? "is gone" : "cannot be read";
}
