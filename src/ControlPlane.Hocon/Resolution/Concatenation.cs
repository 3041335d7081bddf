using System.Globalization;
using System.Text;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>Joins what stands side by side: simple values to a string, arrays to one, objects to one.</summary>
internal sealed class Concatenation(Resolver resolver, ViewCache views)
{
    public Shape Join(ConcatNode node)
    {
        var pieces = node.Pieces.ConvertAll(piece => (Node: piece, Shape: resolver.ShapeOf(piece)));
        if (pieces.Exists(piece => piece.Shape is FailedShape))
        {
            return FailedShape.Instance;
        }

        var defined = pieces.FindAll(piece => piece.Shape is not UndefinedShape);
        if (defined.Count == 0)
        {
            return UndefinedShape.Instance;
        }

        if (defined.Exists(piece => piece.Shape is ArrayShape))
        {
            return JoinArrays(node, defined);
        }

        return defined.Exists(piece => piece.Shape is ObjectView)
            ? JoinObjects(defined)
            : JoinText(node, pieces);
    }

    private Shape JoinArrays(ConcatNode node, List<(Node Node, Shape Shape)> pieces)
    {
        if (pieces.Count == 1)
        {
            return pieces[0].Shape;
        }

        var items = new List<Node>();
        foreach (var (piece, shape) in pieces)
        {
            var added = (shape as ArrayShape)?.Items ?? (shape is ObjectView view ? IndexedItems(view) : null);
            if (added is null)
            {
                return Mixed(piece, shape, "an array");
            }

            resolver.Work.CountItems(node.At, added.Count);
            items.AddRange(added);
        }

        return new ArrayShape(node.At, items);
    }

    private Shape JoinObjects(List<(Node Node, Shape Shape)> pieces)
    {
        var merged = new List<ObjectView>();
        foreach (var (piece, shape) in pieces)
        {
            if (shape is not ObjectView view)
            {
                return Mixed(piece, shape, "an object");
            }

            merged.Add(view);
        }

        return views.Of(merged);
    }

    private ScalarShape JoinText(ConcatNode node, List<(Node Node, Shape Shape)> pieces)
    {
        var text = new StringBuilder();
        foreach (var (piece, shape) in pieces)
        {
            var added = piece is BlankNode blank ? blank.Text : (shape as ScalarShape)?.Value.AsText ?? "";
            resolver.Work.CountText(node.At, added.Length);
            text.Append(added);
        }

        return new ScalarShape(new HoconString(node.At, text.ToString(), isQuoted: false));
    }

    private FailedShape Mixed(Node piece, Shape shape, string other)
    {
        var found = (shape as ScalarShape)?.Value is { } value ? $"a {value.TypeName}"
            : shape is ObjectView ? "an object" : "an array";
        var shown = piece is SubstitutionNode substitution ? $"{substitution.Shown} is {found}" : $"this is {found}";
        resolver.Fail(piece.At, $"{shown}, but stands beside {other} in one value; only simple values, only arrays " +
            "or only objects can stand side by side");
        return FailedShape.Instance;
    }

    /// <summary>The members whose keys are whole numbers, by number; null if there are none.</summary>
    private static List<Node>? IndexedItems(ObjectView view)
    {
        var indexed = new SortedDictionary<int, Node>();
        foreach (var key in view.Keys())
        {
            if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                indexed[index] = new SlotNode(view.At, view.Find(key)!);
            }
        }

        return indexed.Count == 0 ? null : [.. indexed.Values];
    }
}
