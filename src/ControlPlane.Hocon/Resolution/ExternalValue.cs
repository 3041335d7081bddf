using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>What the environment has for a substitution without a value: always strings.</summary>
internal static class ExternalValue
{
    public static Shape? Find(SubstitutionNode node, HoconOptions options, Work work)
    {
        var name = string.Join('.', node.Path);
        return node.IsList ? List(node, name, options, work) : Single(node, name, options)?.Shape;
    }

    private static ArrayShape? List(SubstitutionNode node, string name, HoconOptions options, Work work)
    {
        var items = new List<Node>();
        while (Single(node, $"{name}_{items.Count}", options) is { } item)
        {
            items.Add(item);
            work.CountItems(node.At, 1);
        }

        return items.Count == 0 ? null : new ArrayShape(node.At, items);
    }

    private static ScalarNode? Single(SubstitutionNode node, string name, HoconOptions options) =>
        IsName(name) && options.Environment(name) is { } value
            ? new ScalarNode(new HoconString(node.At, value, isQuoted: false))
            : null;

    /// <summary>The system accepts no others, and asking for them is an error.</summary>
    private static bool IsName(string name) => name.Length > 0 && !name.Contains('=') && !name.Contains('\0');
}
