using ControlPlane.Hocon.Json;
using ControlPlane.Hocon.Syntax;

namespace ControlPlane.Hocon;

/// <summary>Paths as people write them: keys that would be misread stand in quotes.</summary>
internal static class PathText
{
    public static string Of(IEnumerable<string> keys) => string.Join('.', keys.Select(Key));

    public static string Join(string path, string key) => path.Length == 0 ? Key(key) : $"{path}.{Key(key)}";

    public static string Key(string key) => IsPlain(key) ? key : JsonText.Quote(key);

    private static bool IsPlain(string key) =>
        key.Length > 0 && key.All(c => c != '.' && !char.IsControl(c) && !char.IsSurrogate(c)
            && !Characters.IsReserved(c) && !Characters.IsWhitespace(c))
        && !key.Contains("//", StringComparison.Ordinal);
}
