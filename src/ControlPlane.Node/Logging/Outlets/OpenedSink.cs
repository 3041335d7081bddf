using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Plans;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>One destination with its outputs open. Not thread-safe: one actor uses it, and closes it.</summary>
internal sealed class OpenedSink : IDisposable
{
    private readonly List<Outlet> _outlets = [];

    private OpenedSink(SinkPlan plan) => Plan = plan;

    public SinkPlan Plan { get; }

    public IReadOnlyList<Outlet> Outlets => _outlets;

    /// <summary>Opens all outputs of a destination; what cannot be opened is reported and left out.</summary>
    /// <param name="plan">The destination.</param>
    /// <param name="devices">What it is opened with.</param>
    /// <param name="failed">Hears of each file that cannot be opened, and why.</param>
    public static OpenedSink Open(SinkPlan plan, LogDevices devices, Action<LogTarget.File, string> failed)
    {
        var sink = new OpenedSink(plan);
        foreach (var outlet in plan.Outlets)
        {
            try
            {
                sink._outlets.Add(new Outlet(
                    OpenOutput(outlet.Target, devices), Entries(outlet), devices.Fallback, devices.Time));
            }
            catch (LogOutputException e) when (outlet.Target is LogTarget.File file)
            {
                failed(file, e.Message);
            }
        }

        return sink;
    }

    /// <summary>Writes a line to every outlet that takes it.</summary>
    public void Write(LogLine line)
    {
        foreach (var outlet in _outlets)
        {
            outlet.Write(line);
        }
    }

    /// <summary>Opens all outputs anew. One sentence for each that cannot be; it goes on as before.</summary>
    public IReadOnlyList<string> Reopen() => [.. _outlets.Select(outlet => outlet.Reopen()).OfType<string>()];

    public void Dispose()
    {
        foreach (var outlet in _outlets)
        {
            outlet.Dispose();
        }
    }

    private static ILogOutput OpenOutput(LogTarget target, LogDevices devices) => target switch
    {
        LogTarget.File file => new FileOutput(devices.Files, file.Path),
        LogTarget.Syslog syslog => new SyslogOutput(devices.Files, syslog.Path),
        _ => new StderrOutput(devices.StandardError),
    };

    private static List<OutletEntry> Entries(OutletPlan outlet)
    {
        var encoders = outlet.Entries
            .Select(entry => entry.Format)
            .Distinct()
            .ToDictionary(format => format, format => EncoderFor(outlet.Target, format));
        return [.. outlet.Entries.Select(entry => new OutletEntry(entry.Filter, encoders[entry.Format]))];
    }

    private static ILineEncoder EncoderFor(LogTarget target, LineFormat format) => target is LogTarget.Syslog syslog
        ? new SyslogEncoder(format, syslog.Identifier, syslog.Facility)
        : new TextEncoder(format);
}
