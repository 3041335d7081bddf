using System.Runtime.CompilerServices;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>Keeps one view for each sequence of merged objects: one within itself is then recognised.</summary>
internal sealed class ViewCache(Work work)
{
    private readonly Dictionary<IReadOnlyList<ObjectNode>, ObjectView> _views = new(new SameNodes());

    public ObjectView Of(ObjectNode node) => node.View ??= new ObjectView([node], work);

    /// <summary>The oldest first.</summary>
    public ObjectView Of(List<ObjectView> merged)
    {
        if (merged is [var only])
        {
            return only;
        }

        var parts = new List<ObjectNode>();
        foreach (var view in merged)
        {
            work.Step(view.At, view.Parts.Count);
            parts.AddRange(view.Parts);
        }

        if (!_views.TryGetValue(parts, out var known))
        {
            known = new ObjectView(parts, work);
            _views.Add(parts, known);
        }

        return known;
    }

    private sealed class SameNodes : IEqualityComparer<IReadOnlyList<ObjectNode>>
    {
        public bool Equals(IReadOnlyList<ObjectNode>? x, IReadOnlyList<ObjectNode>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<ObjectNode> parts)
        {
            var hash = default(HashCode);
            foreach (var part in parts)
            {
                hash.Add(RuntimeHelpers.GetHashCode(part));
            }

            return hash.ToHashCode();
        }
    }
}
