namespace ControlPlane.Node.Cluster.View;

/// <summary>What people read of versions of the configuration.</summary>
internal static class ConfigText
{
    /// <summary>As the part of a sentence: what a node has in force, or refuses.</summary>
    public static string Of(int number) =>
        number == 0 ? "the node's own file" : $"version {number} of the configuration";

    /// <summary>As the subject of a sentence: what is put in force.</summary>
    /// <param name="number">Its number; 0: each node's own file.</param>
    /// <param name="origin">What people call it.</param>
    /// <param name="by">Who has applied it, or the one that it is a copy of.</param>
    /// <param name="of">What it is a copy of.</param>
    public static string Of(int number, string origin, string by, int? of) => (number, of) switch
    {
        (0, _) => origin,
        (_, null) => $"version {number} ({origin}, by {by})",
        _ => $"version {number}, a copy of version {of} ({origin}, by {by}),",
    };
}
