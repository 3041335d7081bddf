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
        "{Face}: more than {Limit} connections; one of uid {Uid} (pid {Pid}) was refused")]
    public static partial void TooManyConnections(this ILogger log, string face, int limit, uint uid, int pid);

    [LoggerMessage(6003, LogLevel.Warning,
        "{Face}: a connection was closed, because the kernel does not say whose it is: {Reason}")]
    public static partial void PeerUnknown(this ILogger log, string face, string reason);

    [LoggerMessage(6004, LogLevel.Error, "{Face}: {Method} {Target} failed; the caller got 500")]
    public static partial void Failed(this ILogger log, Exception failure, string face, string method, string target);

    [LoggerMessage(6005, LogLevel.Error, "{Request} failed after its caller had left")]
    public static partial void FailedUnheard(this ILogger log, Exception? failure, string request);

    [LoggerMessage(6006, LogLevel.Warning,
        "netplex: uid {Uid} (pid {Pid}) called procedure {Procedure}; refused: only uid {OwnUid} and root may")]
    public static partial void ForeignCall(this ILogger log, uint uid, int pid, uint procedure, uint ownUid);

    [LoggerMessage(6007, LogLevel.Warning,
        "netplex: a connection of uid {Uid} (pid {Pid}) was closed, because it sent {What}")]
    public static partial void NoCall(this ILogger log, uint uid, int pid, string what);

    [LoggerMessage(6008, LogLevel.Error, "netplex: procedure {Procedure} failed; the caller got SYSTEM_ERR")]
    public static partial void CallFailed(this ILogger log, Exception failure, uint procedure);

    [LoggerMessage(6009, LogLevel.Warning, "{Face}: {Origin} asked {Method} {Target} {How}; refused")]
    public static partial void WrongToken(
        this ILogger log, string face, string origin, string method, string target, string how);

    [LoggerMessage(6010, LogLevel.Warning, "{Face}: a connection was refused: {Reason}")]
    public static partial void Untrusted(this ILogger log, string face, string reason);

    [LoggerMessage(6011, LogLevel.Information,
        "{Face}: the certificate [{Subject}] of {File} is in use, valid until {Until:u}")]
    public static partial void CertificateInUse(
        this ILogger log, string face, string subject, string file, DateTimeOffset until);

    [LoggerMessage(6012, LogLevel.Error,
        "{Face}: {Problem}; the certificate of before stays in use until the file is repaired")]
    public static partial void CertificateBroken(this ILogger log, string face, string problem);

    [LoggerMessage(6013, LogLevel.Error, "{Face}: {Problem}; nobody is let in until it is repaired")]
    public static partial void NoToken(this ILogger log, string face, string problem);
}
