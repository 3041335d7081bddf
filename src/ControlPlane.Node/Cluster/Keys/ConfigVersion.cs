namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// A configuration of the whole cluster: <c>config/versions/N</c>; it never changes once it is there.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Origin">What people call it: the name of the file that was applied.</param>
/// <param name="Text">HOCON: <c>controlplane</c> with <c>service</c> and <c>socket</c> only.</param>
/// <param name="By">Who applied it.</param>
/// <param name="Before">
/// What rollback goes back to: the version that was in force before; 0: the nodes' own files; null: written by a
/// program that did not note it down. A copy of an earlier version has that of the earlier one, so each rollback goes
/// further back.
/// </param>
/// <param name="Of">The version that it is a copy of; null: it is new.</param>
/// <param name="At">When, by the clock of the node that wrote it: for people only.</param>
internal sealed record ConfigVersion(
    int Number, string Origin, string Text, string By, int? Before = null, int? Of = null, DateTimeOffset? At = null)
    : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Number("number", Number, 1)
        .Word("origin", Origin)
        .Or(KeyLimits.ProblemOfText(Text), "text")
        .Word("by", By)
        .Number("before", Before ?? 0, 0)
        .Number("of", Of ?? 1, 1)
        .Problem;
}

/// <summary>Which version is in force: <c>config/current</c>. No key: nobody has applied anything yet.</summary>
/// <param name="Number">
/// From 1; 0: people have taken the cluster's configuration off, and each node has the services of its own file again.
/// (Programs that know no 0 take it for a damaged key, and do the same.) That is said here, and nothing else means it:
/// a key that is damaged or gone, or a version that cannot be read, is no word of anybody.
/// </param>
internal sealed record CurrentConfig(int Number) : IClusterValue
{
    public string? FindProblem() => Judged.Fine.Number("number", Number, 0).Problem;
}
