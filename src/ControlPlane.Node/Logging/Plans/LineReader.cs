using ControlPlane.Hocon;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>Reads the keys that say which lines are taken and how they look.</summary>
internal static class LineReader
{
    public static LineFilter Filter(Config section) => new(
        Pattern(section, "component"),
        Pattern(section, "subchannel"),
        section.GetChoice("max_level", SeverityNames.Allowed));

    /// <summary>The format of a section; after an error some format.</summary>
    public static LineFormat Format(Config section, bool oneLine)
    {
        var text = section.GetString("format");
        if (LineFormat.TryParse(text, oneLine, out var format, out var error))
        {
            return format;
        }

        section.Fail("format", $"is [{(text.Length > 80 ? text[..80] + "…" : text)}]: {error}.");
        return LineFormat.Parse("", oneLine);
    }

    private static LinePattern Pattern(Config section, string key)
    {
        var text = section.GetString(key);
        if (text.Length <= LinePattern.MaxLength)
        {
            return new LinePattern(text);
        }

        section.Fail(
            key, $"has {text.Length} characters; expected a name or a pattern of at most {LinePattern.MaxLength}.");
        return LinePattern.Any;
    }
}
