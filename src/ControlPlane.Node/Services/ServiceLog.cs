using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Services;

/// <summary>What is logged of services.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(2201, LogLevel.Critical, "{Service}: disabled after {Count} start failures; the last: {Why}")]
    public static partial void ServiceGaveUp(this ILogger log, string service, int count, string why);

    [LoggerMessage(2202, LogLevel.Critical, "{Service}: its actor failed; its containers were ended, and it starts "
        + "again in {Delay} s")]
    public static partial void ServiceFailed(this ILogger log, string service, double delay);
}
