using ControlPlane.Contracts.Admin;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Admin;

/// <summary>The audit line: who, what, outcome (the time is the line's).</summary>
internal static partial class AdminLog
{
    [LoggerMessage(2401, LogLevel.Information, "audit: {Caller}: {Request}: {Outcome}")]
    public static partial void Audit(this ILogger log, Caller caller, string request, string outcome);
}
