namespace ControlPlane.Hocon.Tree;

/// <summary>One assignment to a key.</summary>
internal readonly record struct Layer(SourcePosition KeyAt, Node Value);

/// <summary>A key of an object and everything that was assigned to it, the oldest first.</summary>
internal sealed class FieldNode(string key)
{
    private readonly List<Layer> _layers = [];

    public string Key { get; } = key;

    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Nothing older than this field's first layer can be seen through it.</summary>
    public bool HidesOlder => _layers[0].Value is ScalarNode or ArrayNode;

    public void Add(Layer layer)
    {
        switch (layer.Value)
        {
            case ScalarNode or ArrayNode:
                _layers.Clear();
                _layers.Add(layer);
                break;
            case ObjectNode later when _layers is [.., { Value: ObjectNode earlier }]:
                earlier.MergeFrom(later);
                break;
            case ConcatNode later when _layers is [.., { Value: ConcatNode earlier }] && earlier.TryAbsorb(later):
                break;
            default:
                _layers.Add(layer);
                break;
        }
    }
}
