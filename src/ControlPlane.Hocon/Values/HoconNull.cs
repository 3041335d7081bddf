namespace ControlPlane.Hocon;

/// <summary>A value that was set to <c>null</c> on purpose: it hides earlier values and the environment.</summary>
public sealed class HoconNull : HoconValue
{
    internal HoconNull(SourcePosition at)
        : base(at)
    {
    }

    public override string TypeName => "null";

    internal override string AsText => "null";
}
