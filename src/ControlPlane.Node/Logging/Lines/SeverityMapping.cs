using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// The six levels of .NET and of Serilog beside our eight. Who needs <c>notice</c>, <c>alert</c> or <c>emerg</c> adds
/// the property <see cref="Property"/> to the event; see <see cref="LevelFor"/> for the level to log it with.
/// </summary>
public static class SeverityMapping
{
    /// <summary>
    /// The structured property that says the exact severity: a <see cref="Severity"/> or its name. A parameter
    /// <c>Severity severity</c> of a <c>[LoggerMessage]</c> method sets it, and so does a scope <c>{ ["Severity"] =
    /// "notice" }</c>. Case of the first letter does not matter.
    /// </summary>
    public const string Property = "Severity";

    /// <summary>Verbose and debug are <c>debug</c>, fatal is <c>crit</c>; the others have their counterpart.</summary>
    public static Severity Of(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => Severity.Debug,
        LogEventLevel.Information => Severity.Info,
        LogEventLevel.Warning => Severity.Warning,
        LogEventLevel.Error => Severity.Err,
        _ => Severity.Crit,
    };

    /// <summary>
    /// Trace and debug are <c>debug</c>, critical is <c>crit</c>; null for <see cref="LogLevel.None"/>.
    /// </summary>
    public static Severity? Of(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => Severity.Debug,
        LogLevel.Information => Severity.Info,
        LogLevel.Warning => Severity.Warning,
        LogLevel.Error => Severity.Err,
        LogLevel.Critical => Severity.Crit,
        _ => null,
    };

    /// <summary>
    /// The Serilog level of a severity, and so the least one that must pass the front when this is the
    /// <c>max_level</c>: <c>notice</c> travels as information; <c>alert</c> and <c>emerg</c> as fatal.
    /// </summary>
    public static LogEventLevel LevelFor(Severity severity) => severity switch
    {
        Severity.Debug => LogEventLevel.Verbose,
        Severity.Info or Severity.Notice => LogEventLevel.Information,
        Severity.Warning => LogEventLevel.Warning,
        Severity.Err => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
