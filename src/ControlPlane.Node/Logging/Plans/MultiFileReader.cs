using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>Reads a destination of type <c>multi_file</c>.</summary>
/// <param name="template">The defaults of a file.</param>
internal sealed class MultiFileReader(HoconObject template)
{
    /// <summary>Null after an error without which nothing can be said.</summary>
    public SinkPlan? Read(string name, Config section)
    {
        var directory = LogPath.ReadDirectory(section);
        var filter = LineReader.Filter(section);
        var format = LineReader.Format(section, oneLine: false);
        var files = section.Section("file").Children();
        if (section.Has("file") && files.Count == 0)
        {
            section.Fail("file", "has no entries; expected at least one, as in: file { all { file = \"all.log\" } }.");
        }

        List<(LogTarget.File Target, EntryPlan Entry)> entries = [];
        foreach (var (_, written) in files)
        {
            var file = written.WithFallback(template);
            var target = LogPath.ReadFile(file, directory ?? "/");
            var own = file.Has("format") ? LineReader.Format(file, oneLine: false) : format;
            var entry = new EntryPlan(LineReader.Filter(file), own);
            file.RejectUnknownKeys();
            if (target is not null)
            {
                entries.Add((target, entry));
            }
        }

        return directory is null || entries.Count == 0
            ? null
            : new SinkPlan(name, filter, ValueList.From(entries
                .GroupBy(pair => pair.Target)
                .Select(group => new OutletPlan(group.Key, ValueList.From(group.Select(pair => pair.Entry))))));
    }
}
