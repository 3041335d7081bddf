namespace ControlPlane.Hocon;

/// <summary>A resolved value: an object, an array, or one of the four simple types. Immutable.</summary>
public abstract class HoconValue
{
    private protected HoconValue(SourcePosition at) => At = at;

    /// <summary>Where it was written; what came through a substitution keeps its own place.</summary>
    public SourcePosition At { get; }

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>boolean</c> or <c>null</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>How this simple value reads inside a string; null for objects and arrays.</summary>
    internal virtual string? AsText => null;

    /// <summary>Values in this tree, this one included; shared parts count each time they appear.</summary>
    internal virtual long Count => 1;

    /// <summary>Characters of all keys and simple values in this tree.</summary>
    internal virtual long TextLength => AsText?.Length ?? 0;

    /// <summary>Levels of nesting below this value.</summary>
    internal virtual int Height => 0;
}
