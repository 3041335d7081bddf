namespace ControlPlane.Hocon;

/// <summary>A number, kept as it was written; <see cref="Text"/> is a valid JSON number.</summary>
public sealed class HoconNumber : HoconValue
{
    internal HoconNumber(SourcePosition at, string text)
        : base(at) => Text = text;

    public string Text { get; }

    public override string TypeName => "number";

    internal override string AsText => Text;
}
