using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>Objects merged into one without working out their members. Equal parts give the same view.</summary>
internal sealed class ObjectView(IReadOnlyList<ObjectNode> parts, Work work) : ContainerShape(parts[0].At)
{
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ObjectNode> Parts { get; } = parts;

    /// <summary>The keys in the order in which they first appeared.</summary>
    public IEnumerable<string> Keys() => Parts is [var only]
        ? only.Fields.Select(member => member.Key)
        : Parts.SelectMany(part => part.Fields).Select(member => member.Key).Distinct(StringComparer.Ordinal);

    public Slot? Find(string key)
    {
        if (!_slots.TryGetValue(key, out var slot) && Layers(key) is { Count: > 0 } layers)
        {
            slot = new Slot(layers, layers.Count);
            _slots.Add(key, slot);
        }

        return slot;
    }

    private IReadOnlyList<Layer> Layers(string key)
    {
        work.Step(At, Parts.Count);
        if (Parts is [var only])
        {
            return only.Find(key)?.Layers ?? [];
        }

        var layers = new List<Layer>();
        foreach (var member in Parts.Select(part => part.Find(key)).OfType<FieldNode>())
        {
            if (member.HidesOlder)
            {
                layers.Clear();
            }

            layers.AddRange(member.Layers);
        }

        return layers;
    }
}
