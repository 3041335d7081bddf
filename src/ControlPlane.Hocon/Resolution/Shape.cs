using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>
/// What a node turns out to be, worked out only so far: the members of an object and the items of an array wait until
/// they are asked for. That is what lets an object refer to its own members.
/// </summary>
internal abstract class Shape;

/// <summary>Nothing: an optional substitution without a value.</summary>
internal sealed class UndefinedShape : Shape
{
    public static readonly UndefinedShape Instance = new();
}

/// <summary>An error that has been reported.</summary>
internal sealed class FailedShape : Shape
{
    public static readonly FailedShape Instance = new();
}

/// <summary>A simple value.</summary>
internal sealed class ScalarShape(HoconValue value) : Shape
{
    public HoconValue Value { get; } = value;
}

/// <summary>Something that can contain itself by mistake.</summary>
internal abstract class ContainerShape(SourcePosition at) : Shape
{
    public SourcePosition At { get; } = at;

    /// <summary>The finished value; null before that, and when it failed.</summary>
    public HoconValue? Finished { get; set; }

    /// <summary>Being finished at the moment: whoever meets it now is part of it.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>An array.</summary>
internal sealed class ArrayShape(SourcePosition at, List<Node> items) : ContainerShape(at)
{
    public List<Node> Items { get; } = items;
}
