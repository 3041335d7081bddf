namespace ControlPlane.Hocon;

/// <summary>A key, where it stands, and its value.</summary>
internal sealed record HoconField(string Key, SourcePosition At, HoconValue Value);
