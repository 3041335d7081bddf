using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads keys that name a file which the node itself reads: certificates, keys, passwords.</summary>
internal static class ReadableFile
{
    /// <summary>The absolute path; null if the key is absent, or after an error, which is added.</summary>
    public static string? Find(Config section, string key, ReadingScope scope) =>
        TextKey.Find(section, key) is { } written ? Judged(section, key, written, scope) : null;

    /// <summary>The absolute path; empty after an error, which is added.</summary>
    public static string Get(Config section, string key, ReadingScope scope) =>
        TextKey.Get(section, key) is { } written ? Judged(section, key, written, scope) ?? "" : "";

    /// <summary>The same for a file that nobody but its owner may read.</summary>
    public static string GetSecret(Config section, string key, ReadingScope scope)
    {
        var path = Get(section, key, scope);
        if (path.Length > 0 && scope.Machine.Files.WhyNotSecret(path) is { } refused)
        {
            section.Fail(key, refused.Message);
        }

        return path;
    }

    /// <summary>Of two keys that need each other, none or both have to be there.</summary>
    public static void Both(Config section, string one, string other)
    {
        if (section.Has(one) != section.Has(other))
        {
            var (there, missing) = section.Has(one) ? (one, other) : (other, one);
            section.Fail(there, $"is set without {missing}; add {missing}, or remove {there}");
        }
    }

    private static string? Judged(Config section, string key, string written, ReadingScope scope)
    {
        if (written.Length == 0 || written.Contains('\0') || written.EndsWith('/'))
        {
            section.Fail(
                key, $"is [{written.Replace("\0", "\\0", StringComparison.Ordinal)}]; expected the path of a file");
            return null;
        }

        var path = Path.GetFullPath(written, scope.FolderOf(section.PositionOf(key)));
        if (scope.Machine.Files.WhyNotReadable(path) is { } refused)
        {
            section.Fail(key, refused.Message);
            return null;
        }

        return path;
    }
}
