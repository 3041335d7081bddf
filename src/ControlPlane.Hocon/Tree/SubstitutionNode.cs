namespace ControlPlane.Hocon.Tree;

/// <summary><c>${path}</c>, <c>${?path}</c>, <c>${path[]}</c>.</summary>
internal sealed class SubstitutionNode(SourcePosition at, IReadOnlyList<string> path, Scope scope) : DelayedNode(at)
{
    public IReadOnlyList<string> Path { get; } = path;

    public Scope Scope { get; } = scope;

    public bool IsOptional { get; init; }

    /// <summary>From the environment it takes NAME_0, NAME_1 and so on.</summary>
    public bool IsList { get; init; }

    /// <summary>The earlier value that <c>+=</c> adds to: neither another scope nor the environment is asked.</summary>
    public bool IsOwnField { get; init; }

    /// <summary>As it was written.</summary>
    public string Shown => $"${{{(IsOptional ? "?" : "")}{PathText.Of(Path)}{(IsList ? "[]" : "")}}}";
}
