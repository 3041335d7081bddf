using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>Reads <c>max_level</c> and the <c>logging</c> destinations of the <c>controller</c> section.</summary>
internal sealed class LoggingReader(ReferenceFiles defaults)
{
    private const string Folder = "logging";

    /// <summary>The destination of a node that names none.</summary>
    private const string StandardSink = "stderr";

    private static readonly Dictionary<string, SinkType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["stderr"] = SinkType.Stderr,
        ["file"] = SinkType.File,
        ["multi_file"] = SinkType.MultiFile,
        ["syslog"] = SinkType.Syslog,
    };

    private enum SinkType
    {
        Stderr,
        File,
        MultiFile,
        Syslog,
    }

    /// <param name="controller">The section of the user; unknown keys are left to whoever reads the rest of it.</param>
    /// <param name="hostLogs">True: where no destination is named there is none; else it is standard error.</param>
    public LoggingPlan Read(Config controller, bool hostLogs = false)
    {
        var max = controller.WithFallback(Template("controlplane", "controller"))
            .GetChoice("max_level", SeverityNames.Allowed);
        controller.Has("max_level");
        var sinks = controller.FindSection(Folder)?.Children()
            .Select(child => ReadSink(child.Name, child.Section))
            .OfType<SinkPlan>()
            .ToList() ?? [];
        return new LoggingPlan(max, ValueList.From(sinks.Count > 0 || hostLogs ? sinks : [Standard(controller)]));
    }

    private SinkPlan Standard(Config controller)
    {
        var section = new Config(
            Template("controlplane", "controller", Folder, "NAME"),
            $"{controller.Path}.{Folder}.{StandardSink}",
            controller.Errors);
        return Stderr(StandardSink, section);
    }

    private SinkPlan? ReadSink(string name, Config written)
    {
        if (SectionName.Problem(name) is { } problem)
        {
            written.Errors.Add(written.At, written.Path, $"{problem}.");
            return null;
        }

        if (written.FindString("type") is not { } typeName || !Types.TryGetValue(typeName, out var type))
        {
            written.GetChoice("type", Types);
            return null;
        }

        var section = type == SinkType.Syslog ? written.WithFallback(Template(TypePath("syslog"))) : written;
        section = section.WithFallback(Template("controlplane", "controller", Folder, "NAME"));
        section.FindString("type");
        var plan = type switch
        {
            SinkType.File => File(name, section),
            SinkType.MultiFile => new MultiFileReader(Template([.. TypePath("multi_file"), "file", "NAME"]))
                .Read(name, section),
            SinkType.Syslog => SyslogReader.Read(name, section),
            _ => Stderr(name, section),
        };
        section.RejectUnknownKeys();
        return plan;
    }

    private static SinkPlan Stderr(string name, Config section) =>
        Single(name, new LogTarget.Stderr(), LineReader.Filter(section), LineReader.Format(section, oneLine: false));

    private static SinkPlan? File(string name, Config section)
    {
        var target = LogPath.ReadFile(section, directory: null);
        var (filter, format) = (LineReader.Filter(section), LineReader.Format(section, oneLine: false));
        return target is null ? null : Single(name, target, filter, format);
    }

    private static SinkPlan Single(string name, LogTarget target, LineFilter filter, LineFormat format) =>
        new(name, filter, [new OutletPlan(target, [new EntryPlan(LineFilter.All, format)])]);

    private static string[] TypePath(string type) => ["controlplane", "controller", Folder, $"NAME (type = {type})"];

    private HoconObject Template(params ReadOnlySpan<string> path) => defaults.At("logging.conf", path);
}
