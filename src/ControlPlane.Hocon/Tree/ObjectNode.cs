using ControlPlane.Hocon.Resolution;

namespace ControlPlane.Hocon.Tree;

/// <summary>An object as written, its duplicate keys brought together as far as that needs no substitution.</summary>
internal sealed class ObjectNode(SourcePosition at) : Node(at)
{
    private readonly Dictionary<string, FieldNode> _byKey = new(StringComparer.Ordinal);
    private readonly List<FieldNode> _fields = [];

    /// <summary>In the order in which the keys first appeared.</summary>
    public IReadOnlyList<FieldNode> Fields => _fields;

    /// <summary>This object alone as a view; kept by the resolver.</summary>
    public ObjectView? View { get; set; }

    public FieldNode? Find(string key) => _byKey.GetValueOrDefault(key);

    public void Add(string key, Layer layer)
    {
        if (!_byKey.TryGetValue(key, out var field))
        {
            field = new FieldNode(key);
            _byKey.Add(key, field);
            _fields.Add(field);
        }

        field.Add(layer);
    }

    /// <summary>Adds a value below a path of keys; the objects on the way are made.</summary>
    public void Add(KeyPath path, Node value)
    {
        for (var last = path.Count - 1; last > 0; last--)
        {
            var parent = new ObjectNode(path.PositionOf(last));
            parent.Add(path[last], new Layer(path.PositionOf(last), value));
            value = parent;
        }

        Add(path[0], new Layer(path.PositionOf(0), value));
    }

    public void MergeFrom(ObjectNode later)
    {
        foreach (var field in later._fields)
        {
            foreach (var layer in field.Layers)
            {
                Add(field.Key, layer);
            }
        }
    }
}
