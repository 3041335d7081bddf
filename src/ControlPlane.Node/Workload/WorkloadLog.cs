using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Workload;

/// <summary>What is logged of workload managers: Netplex's line, as the service's own.</summary>
internal static partial class WorkloadLog
{
    public static void ReachingLimit(this ILogger log, string service)
    {
        using var component = log.BeginScope(new Dictionary<string, object> { [BridgingSink.Component] = service });
        log.ReachingLimit(Severity.Alert);
    }

    [LoggerMessage(2401, LogLevel.Critical, "Dyn workload mng: Reaching configured capacity limit")]
    private static partial void ReachingLimit(this ILogger log, Severity severity);
}
