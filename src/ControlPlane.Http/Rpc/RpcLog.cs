using ControlPlane.Contracts.Processors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Http.Rpc;

/// <summary>What is logged of calls, in the log of their service.</summary>
internal static partial class RpcLog
{
    public static void OnCallFailed(this IContainer container, Exception e) =>
        container.Log.CallFailed(container.Id.ToString(), $"{e.GetType().Name}: {e.Message}");

    [LoggerMessage(2601, LogLevel.Error, "{Container}: a call failed: {Error}")]
    private static partial void CallFailed(this ILogger log, string container, string error);
}
