using ControlPlane.Hocon.Resolution;

namespace ControlPlane.Hocon.Tree;

/// <summary>A value as written, before substitutions are resolved.</summary>
internal abstract class Node(SourcePosition at)
{
    public SourcePosition At { get; } = at;
}

/// <summary>A simple value.</summary>
internal sealed class ScalarNode(HoconValue value) : Node(value.At)
{
    public ScalarShape Shape { get; } = new(value);

    public HoconValue Value => Shape.Value;
}

/// <summary>White space between two values of a concatenation: it counts only between simple values.</summary>
internal sealed class BlankNode(SourcePosition at, string text) : Node(at)
{
    public string Text { get; } = text;
}

/// <summary>An array as written.</summary>
internal sealed class ArrayNode : Node
{
    public ArrayNode(SourcePosition at)
        : base(at) => Shape = new ArrayShape(at, Items);

    public List<Node> Items { get; } = [];

    public ArrayShape Shape { get; }
}

/// <summary>What has to be worked out: a substitution or a concatenation. Each is worked out once.</summary>
internal abstract class DelayedNode(SourcePosition at) : Node(at)
{
    public bool IsInProgress { get; set; }

    public Shape? Shape { get; set; }
}
