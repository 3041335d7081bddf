using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

/// <summary>Where the parser is: a path from the root, or from an object inside an array.</summary>
internal sealed record Place(ObjectNode? Anchor, IReadOnlyList<string> Path)
{
    public Place Below(IReadOnlyList<string> keys) => this with { Path = [.. Path, .. keys] };
}
