using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Sockets;

/// <summary>What is logged of sockets.</summary>
internal static partial class SocketsLog
{
    [LoggerMessage(2301, LogLevel.Error, "{Address}: accept failed: {Error}; again in {Delay} ms")]
    public static partial void AcceptFailed(this ILogger log, string address, string error, double delay);
}
