using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>
/// A key of the merged tree with all that was assigned to it, the oldest first. <see cref="Below"/> is the same slot
/// as an earlier assignment saw it.
/// </summary>
internal sealed class Slot(IReadOnlyList<Layer> layers, int count)
{
    private Dictionary<int, Slot>? _below;

    public int Count => count;

    public Layer this[int index] => layers[index];

    public Shape? Shape { get; set; }

    public Slot Below(int index)
    {
        _below ??= [];
        if (!_below.TryGetValue(index, out var slot))
        {
            slot = new Slot(layers, index);
            _below.Add(index, slot);
        }

        return slot;
    }
}
