namespace ControlPlane.Node.Cluster.View;

/// <summary>What people read of versions of the configuration.</summary>
internal static class ConfigText
{
    /// <summary>As the part of a sentence: what a node has in force, or refuses.</summary>
    public static string Of(int number) => number == 0 ? "the node's own file" : $"version {number} of the configuration";
}
