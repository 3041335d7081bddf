namespace ControlPlane.Actors;

/// <summary>
/// Where an actor stands in the tree, e.g. <c>/user/controller/services/web</c>. The root is <c>/</c>. Two actors that
/// lived one after the other under one name have equal paths; their references differ.
/// </summary>
public sealed class ActorPath : IEquatable<ActorPath>
{
    private readonly string _text;

    private ActorPath(ActorPath? parent, string name, string text)
    {
        Parent = parent;
        Name = name;
        _text = text;
    }

    /// <summary>The root, <c>/</c>.</summary>
    public static ActorPath Root { get; } = new(null, "", "/");

    /// <summary>The last part; empty for the root.</summary>
    public string Name { get; }

    /// <summary>The path above, null for the root.</summary>
    public ActorPath? Parent { get; }

    /// <summary>The path of a child; the name is not checked here.</summary>
    public ActorPath Child(string name) => new(this, name, Parent is null ? "/" + name : _text + "/" + name);

    public bool Equals(ActorPath? other) =>
        other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}
