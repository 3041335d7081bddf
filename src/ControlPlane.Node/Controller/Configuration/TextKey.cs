using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Reads keys whose text is judged further, so that a value of another type is one error and not two.
/// </summary>
internal static class TextKey
{
    /// <summary>
    /// Null if absent, or of another type, which is then reported; <see cref="Config.Has"/> tells the two apart.
    /// </summary>
    public static string? Find(Config section, string key)
    {
        var text = section.FindString(key);
        return section.Peek(key) is HoconArray or HoconObject ? null : text;
    }

    /// <summary>Null if absent or of another type; both are reported.</summary>
    public static string? Get(Config section, string key)
    {
        var text = section.GetString(key);
        return section.Peek(key) is null or HoconArray or HoconObject ? null : text;
    }
}
