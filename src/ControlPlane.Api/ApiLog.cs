using Microsoft.Extensions.Logging;

namespace ControlPlane.Api;

/// <summary>What the control API tells the log.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(6001, LogLevel.Warning,
        "control.sock: uid {Uid} (pid {Pid}) asked {Method} {Target}; refused: only uid {OwnUid} and root may")]
    public static partial void Foreign(
        this ILogger log, uint uid, int pid, string method, string target, uint ownUid);

    [LoggerMessage(6002, LogLevel.Warning,
        "control.sock: more than {Limit} connections; one of uid {Uid} (pid {Pid}) was refused")]
    public static partial void TooManyConnections(this ILogger log, int limit, uint uid, int pid);

    [LoggerMessage(6003, LogLevel.Warning,
        "control.sock: a connection was closed, because the kernel does not say whose it is: {Reason}")]
    public static partial void PeerUnknown(this ILogger log, string reason);

    [LoggerMessage(6004, LogLevel.Error, "control.sock: {Method} {Target} failed; the caller got 500")]
    public static partial void Failed(this ILogger log, Exception failure, string method, string target);

    [LoggerMessage(6005, LogLevel.Error, "control.sock: {Request} failed after its caller had left")]
    public static partial void FailedUnheard(this ILogger log, Exception? failure, string request);
}
