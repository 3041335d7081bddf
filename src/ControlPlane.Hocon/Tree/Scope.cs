namespace ControlPlane.Hocon.Tree;

/// <summary>
/// Where a document hangs in the whole configuration. A substitution is looked up below its own document first, then
/// below the one that included it, and last below the root.
/// </summary>
/// <param name="Anchor">The object inside an array that the path starts from; null: the root.</param>
/// <param name="Path">From the anchor to the document.</param>
/// <param name="Outer">The scope of the including document; null for the root document.</param>
internal sealed record Scope(ObjectNode? Anchor, IReadOnlyList<string> Path, Scope? Outer)
{
    public static readonly Scope Root = new(null, [], null);
}
