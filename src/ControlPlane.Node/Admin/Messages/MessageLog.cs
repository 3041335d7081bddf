using ControlPlane.Node.Logging.Lines;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>What built-in admin messages tell the log.</summary>
internal static partial class MessageLog
{
    [LoggerMessage(2410, LogLevel.Information, "{Text}")]
    public static partial void NoticeLine(this ILogger log, string text, Severity severity = Severity.Notice);

    [LoggerMessage(2411, LogLevel.Information, "{Text}")]
    public static partial void InfoLine(this ILogger log, string text);

    [LoggerMessage(2412, LogLevel.Debug, "{Text}")]
    public static partial void DebugLine(this ILogger log, string text);

    [LoggerMessage(2413, LogLevel.Error, "{Text}")]
    public static partial void ErrorLine(this ILogger log, string text);
}
