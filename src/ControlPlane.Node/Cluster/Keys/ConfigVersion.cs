namespace ControlPlane.Node.Cluster.Keys;

/// <summary>A configuration of the whole cluster: <c>config/versions/N</c>; it never changes once it is there.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Origin">What people call it: the name of the file that was applied.</param>
/// <param name="Text">HOCON: <c>controlplane</c> with <c>service</c> and <c>socket</c> only.</param>
/// <param name="By">Who applied it.</param>
internal sealed record ConfigVersion(int Number, string Origin, string Text, string By) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Number("number", Number, 1)
        .Word("origin", Origin)
        .Or(KeyLimits.ProblemOfText(Text), "text")
        .Word("by", By)
        .Problem;
}

/// <summary>Which version is in force: <c>config/current</c>. No key: nobody has applied anything yet.</summary>
/// <param name="Number">
/// From 1; 0: people have taken the cluster's configuration off, and each node has the services of its own file again.
/// That is said here, and nothing else means it: a key that is damaged or gone is no word of anybody.
/// </param>
internal sealed record CurrentConfig(int Number) : IClusterValue
{
    public string? FindProblem() => Judged.Fine.Number("number", Number, 0).Problem;
}
