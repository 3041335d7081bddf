using System.Runtime.CompilerServices;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>Keeps one view for each sequence of merged objects: an object within itself is then seen to be the same.</summary>
internal sealed class ViewCache
{
    private readonly Dictionary<IReadOnlyList<ObjectNode>, ObjectView> _views = new(new SameNodes());

    public static ObjectView Of(ObjectNode node) => node.View ??= new ObjectView([node]);

    public ObjectView Of(List<ObjectNode> parts)
    {
        if (parts is [var only])
        {
            return Of(only);
        }

        if (!_views.TryGetValue(parts, out var view))
        {
            view = new ObjectView(parts);
            _views.Add(parts, view);
        }

        return view;
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
