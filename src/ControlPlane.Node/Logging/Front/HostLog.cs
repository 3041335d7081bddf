using System.Collections.Concurrent;
using ControlPlane.Node.Logging.Lines;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Logging.Front;

/// <summary>
/// The log of the application that embeds this node: gets every line that <c>max_level</c> lets pass. The category is
/// <c>COMPONENT</c> or <c>COMPONENT/SUBCHANNEL</c>; the exact level of Netplex travels as the property <c>Severity</c>.
/// </summary>
internal sealed partial class HostLog(ILoggerFactory host)
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    /// <exception cref="AggregateException">A logger of the application has thrown.</exception>
    public void Write(LogLine line)
    {
        var category = line.Subchannel == LogLine.Main ? line.Component : $"{line.Component}/{line.Subchannel}";
        Say(_loggers.GetOrAdd(category, host.CreateLogger), LevelOf(line.Severity), line.Message, line.Severity);
    }

    public static LogLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Emerg or Severity.Alert or Severity.Crit => LogLevel.Critical,
        Severity.Err => LogLevel.Error,
        Severity.Warning => LogLevel.Warning,
        Severity.Notice or Severity.Info => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(EventId = 2201, Message = "{Line}")]
    private static partial void Say(ILogger log, LogLevel level, string line, Severity severity);
}
