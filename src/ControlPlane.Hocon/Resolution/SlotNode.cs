using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>A member of a numerically indexed object that became an item of an array.</summary>
internal sealed class SlotNode(SourcePosition at, Slot slot) : Node(at)
{
    public Slot Slot { get; } = slot;
}
