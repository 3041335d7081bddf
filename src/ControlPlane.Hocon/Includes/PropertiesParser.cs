using ControlPlane.Hocon.Syntax;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Includes;

/// <summary>
/// Turns a Java properties file into a tree (HOCON.md, "Java properties mapping"): all values are strings, keys are
/// cut at every dot, and an object wins over a string of the same path wherever the two stand.
/// </summary>
internal static class PropertiesParser
{
    public static ObjectNode Parse(Document document, Loading loading)
    {
        var entries = PropertiesText.Read(document.Text, document.Origin);
        var parents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            loading.CountValue(entry.At);
            loading.RequireDepth(entry.At, document.Depth + 1 + entry.Key.AsSpan().Count('.'));
            for (var dot = entry.Key.IndexOf('.'); dot >= 0; dot = entry.Key.IndexOf('.', dot + 1))
            {
                parents.Add(entry.Key[..dot]);
            }
        }

        var root = new ObjectNode(new SourcePosition(document.Origin, 1, 1));
        foreach (var entry in entries.Where(entry => !parents.Contains(entry.Key)))
        {
            var path = new KeyPath();
            foreach (var key in entry.Key.Split('.'))
            {
                path.Add(key, entry.At);
            }

            root.Add(path, new ScalarNode(new HoconString(entry.ValueAt, entry.Value, isQuoted: true)));
        }

        return root;
    }
}
