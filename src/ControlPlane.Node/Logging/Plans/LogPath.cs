using System.Text;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>Reads the paths of destinations. They are judged as text only; opening them comes later.</summary>
internal static class LogPath
{
    // Linux: PATH_MAX with the zero byte at its end, and sun_path of unix(7).
    private const int MaxPath = 4095;
    private const int MaxSocketPath = 107;

    /// <summary>The key <c>file</c>; null after an error.</summary>
    /// <param name="section">Where it stands.</param>
    /// <param name="directory">What it is relative to; null: it has to be absolute.</param>
    public static LogTarget.File? ReadFile(Config section, string? directory)
    {
        var place = new SettingPlace(section.PositionOf("file"), $"{section.Path}.file");
        return Read(section, "file", directory, MaxPath) is { } path ? new LogTarget.File(path, place) : null;
    }

    /// <summary>The key <c>directory</c>; null after an error.</summary>
    public static string? ReadDirectory(Config section) => Read(section, "directory", null, MaxPath);

    /// <summary>The key <c>path</c> of a datagram socket; null after an error.</summary>
    public static string? ReadSocket(Config section) => Read(section, "path", null, MaxSocketPath);

    private static string? Read(Config section, string key, string? directory, int maxBytes)
    {
        var text = section.GetString(key);
        if (!section.Has(key) || section.FindString(key) is null)
        {
            return null; // GetString has reported it
        }

        var problem = Problem(text, relative: directory is not null);
        if (problem is null)
        {
            var path = Path.GetFullPath(text, directory ?? "/");
            if (Encoding.UTF8.GetByteCount(path) <= maxBytes)
            {
                return path;
            }

            problem = $"has more than {maxBytes} bytes, which Linux refuses; expected a shorter path";
        }

        section.Fail(key, $"is [{(text.Length > 80 ? text[..80] + "…" : text)}]: {problem}.");
        return null;
    }

    private static string? Problem(string text, bool relative)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "has a zero byte, which no path can have";
        }

        if (text.Length == 0 || text.EndsWith('/') && relative)
        {
            return "expected the name of a file";
        }

        return relative || text.StartsWith('/') ? null : "expected an absolute path, which begins with a slash";
    }
}
