using ControlPlane.Node.Logging.Lines;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Workload;

/// <summary>What is logged of workload managers, as a line of the service itself: Netplex's words.</summary>
internal static partial class WorkloadLog
{
    public static void ReachingLimit(this ILogger log) => log.ReachingLimit(Severity.Alert);

    [LoggerMessage(2401, LogLevel.Critical, "Dyn workload mng: Reaching configured capacity limit")]
    private static partial void ReachingLimit(this ILogger log, Severity severity);
}
