using ControlPlane.Contracts;
using ControlPlane.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Containers;

/// <summary>What is logged of containers.</summary>
internal static partial class ContainerLog
{
    [LoggerMessage(2101, LogLevel.Debug, "{Container}: {Detail}")]
    public static partial void ContainerMoved(this ILogger log, ContainerId container, string detail);

    [LoggerMessage(2102, LogLevel.Information, "{Container}: process {Pid} started")]
    public static partial void ProcessStarted(this ILogger log, ContainerId container, int pid);

    [LoggerMessage(2103, LogLevel.Error, "{Container}: cannot be started: {Why}")]
    public static partial void ContainerNotStarted(this ILogger log, ContainerId container, string why);

    [LoggerMessage(2104, LogLevel.Warning, "{Container}: process {Pid} ended unexpectedly: {Exit}; {Next}")]
    public static partial void ProcessDied(
        this ILogger log, ContainerId container, int pid, WorkerExit exit, string next);

    [LoggerMessage(2105, LogLevel.Information, "{Container}: process {Pid} ended: {Exit}")]
    public static partial void ProcessStopped(this ILogger log, ContainerId container, int pid, WorkerExit exit);

    [LoggerMessage(2106, LogLevel.Warning, "{Container}: {Reason}")]
    public static partial void ContainerOverdue(this ILogger log, ContainerId container, string reason);

    [LoggerMessage(2108, LogLevel.Warning, "{Container}: said X_JOBS or X_JOBS_MAX that is no whole number from 0 to "
        + "1000000; ignored, and said once for each process")]
    public static partial void NonsenseReported(this ILogger log, ContainerId container);

    [LoggerMessage(2109, LogLevel.Information, "{Container}: reports no job but holds {Connections} connections; it is "
        + "not ended before they are closed, or its shutdown_timeout is over")]
    public static partial void ReportsLessThanItHolds(this ILogger log, ContainerId container, int connections);

    [LoggerMessage(2150, LogLevel.Warning, "{Container}: somebody else has taken its port {Old}; it gets {New}")]
    public static partial void PortExchanged(this ILogger log, ContainerId container, int old, int @new);

    [LoggerMessage(2151, LogLevel.Warning, "{Container}: its socket stays: {Why}")]
    public static partial void SocketStays(this ILogger log, ContainerId container, string why);
}
