using ControlPlane.Node.Containers;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Platform.Files;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Parsing;

namespace ControlPlane.Node.Logging.Front;

/// <summary>
/// The log as the process sees it: an <see cref="ILoggerFactory"/> over Serilog, whose one sink hands lines to the
/// destinations of the node. Usable from the first line of the program to its last: see <see cref="LogRouter"/>.
/// </summary>
/// <remarks>
/// Severities that .NET does not have are said with the property <c>Severity</c>; see <see cref="SeverityMapping"/>.
/// Categories become components; see <see cref="BridgingSink"/>. What the framework itself says (<c>Microsoft.*</c>,
/// <c>System.*</c>) is logged from <c>warning</c> on only.
/// </remarks>
public sealed class NodeLogging : IDisposable
{
    // The text of a worker is a property, never a template: braces in it mean nothing, and nothing is parsed.
    private static readonly MessageTemplate Template = new([new PropertyToken("Line", "{Line:l}", "l")]);

    private readonly LoggingLevelSwitch _level = new(LogEventLevel.Verbose);
    private readonly Logger _serilog;
    private readonly SerilogLoggerFactory _factory;
    private readonly TimeProvider _time;
    private readonly StandardErrorLog _fallback;
    private readonly Stream _standardError;

    /// <param name="time">Clock and time zone of the lines.</param>
    /// <param name="standardError">Thread-safe for writes; not closed.</param>
    /// <param name="host">The log of the application that embeds the node; null: there is none.</param>
    public NodeLogging(TimeProvider time, Stream standardError, ILoggerFactory? host = null)
    {
        _time = time;
        _standardError = standardError;
        _fallback = new StandardErrorLog(standardError, time);
        Router = new LogRouter(_fallback, time, host is null ? null : new HostLog(host));
        _serilog = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .WriteTo.Sink(new BridgingSink(Router, time))
            .CreateLogger();
        _factory = new SerilogLoggerFactory(_serilog);
    }

    /// <summary>For everything in the process that logs.</summary>
    public ILoggerFactory Factory => _factory;

    /// <summary>The same for those who speak Serilog.</summary>
    public Serilog.ILogger Serilog => _serilog;

    /// <summary>Nothing less grave is logged; the front refuses it before it is formatted.</summary>
    public Severity MaxLevel
    {
        get => Router.MaxLevel;
        set
        {
            Router.MaxLevel = value;
            Adjust();
        }
    }

    /// <summary>Lines of these components pass whatever <see cref="MaxLevel"/> is, or no longer.</summary>
    internal void SetDebug(LinePattern component, bool on)
    {
        Router.Debugged = on
            ? Router.Debugged.Contains(component) ? Router.Debugged : Router.Debugged.Add(component)
            : Router.Debugged.Remove(component);
        Adjust();
    }

    internal void ClearDebug()
    {
        Router.Debugged = [];
        Adjust();
    }

    internal LogRouter Router { get; }

    /// <summary>Logs one line of a component; the text is taken as it is.</summary>
    public void Write(string component, string subchannel, Severity severity, string text)
    {
        var level = SeverityMapping.LevelFor(severity);
        if (!_serilog.IsEnabled(level))
        {
            return;
        }

        _serilog.Write(new LogEvent(
            _time.GetLocalNow(),
            level,
            exception: null,
            Template,
            [
                Property(BridgingSink.Component, component),
                Property(BridgingSink.Subchannel, subchannel),
                Property(SeverityMapping.Property, severity),
                Property("Line", text),
            ]));
    }

    /// <summary>
    /// Ends the log: what was kept for destinations that never stood, and all that follows, goes to standard error.
    /// </summary>
    public void Dispose()
    {
        Router.End();
        _factory.Dispose();
        _serilog.Dispose();
    }

    /// <summary>Where the workers of a service write to.</summary>
    internal IWorkerOutput OutputOf(string service) => new WorkerLines(this, service);

    /// <summary>
    /// For the code of a service in this process. Unlike a category, any name of a service is a component here.
    /// </summary>
    internal Microsoft.Extensions.Logging.ILogger LoggerOf(string service, string subchannel)
    {
        var log = _serilog.ForContext(BridgingSink.Component, service).ForContext(BridgingSink.Subchannel, subchannel);
        return new SerilogLoggerProvider(log, dispose: false).CreateLogger("");
    }

    /// <summary>What the destinations of this node are opened with.</summary>
    internal LogDevices Devices(IFiles files) => new(files, _standardError, _fallback, _time);

    // The front does not know components: with one debugged it lets everything through, and the router sorts it out.
    private void Adjust() => _level.MinimumLevel = Router.Debugged.IsEmpty
        ? SeverityMapping.LevelFor(Router.MaxLevel)
        : LogEventLevel.Verbose;

    private static LogEventProperty Property(string name, object value) => new(name, new ScalarValue(value));
}
