using ControlPlane.Hocon;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>Reads a destination of type <c>syslog</c>.</summary>
internal static class SyslogReader
{
    private const int MaxIdentifier = 100;

    /// <summary>Null after an error without which nothing can be said.</summary>
    public static SinkPlan? Read(string name, Config section)
    {
        var path = LogPath.ReadSocket(section);
        var identifier = section.GetString("identifier");
        if (identifier.Length > MaxIdentifier || identifier.Any(char.IsControl))
        {
            section.Fail("identifier", $"expected at most {MaxIdentifier} characters, and no control characters.");
        }

        var facility = section.GetChoice("facility", SyslogFacility.Allowed);
        var filter = LineReader.Filter(section);
        var format = LineReader.Format(section, oneLine: true);
        return path is null
            ? null
            : new SinkPlan(name, filter,
            [
                new OutletPlan(
                    new LogTarget.Syslog(path, identifier, facility), [new EntryPlan(LineFilter.All, format)]),
            ]);
    }
}
