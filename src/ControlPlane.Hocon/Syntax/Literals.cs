namespace ControlPlane.Hocon.Syntax;

/// <summary>What an unquoted word that stands alone means.</summary>
internal static class Literals
{
    public static HoconValue Unquoted(SourcePosition at, string text) => text switch
    {
        "true" => new HoconBoolean(at, true),
        "false" => new HoconBoolean(at, false),
        "null" => new HoconNull(at),
        _ when NumberText.IsNumber(text) => new HoconNumber(at, text),
        _ => new HoconString(at, text, isQuoted: false),
    };
}
