namespace ControlPlane.Hocon;

/// <summary>A string; <see cref="IsQuoted"/> when it was written as one quoted or triple-quoted string.</summary>
public sealed class HoconString : HoconValue
{
    internal HoconString(SourcePosition at, string value, bool isQuoted)
        : base(at) => (Value, IsQuoted) = (value, isQuoted);

    public string Value { get; }

    public bool IsQuoted { get; }

    public override string TypeName => "string";

    internal override string AsText => Value;
}
