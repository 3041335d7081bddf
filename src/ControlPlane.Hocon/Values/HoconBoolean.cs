namespace ControlPlane.Hocon;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class HoconBoolean : HoconValue
{
    internal HoconBoolean(SourcePosition at, bool value)
        : base(at) => Value = value;

    public bool Value { get; }

    public override string TypeName => "boolean";

    internal override string AsText => Value ? "true" : "false";
}
