using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Plugins;

/// <summary>What is logged of what containers share.</summary>
internal static partial class PluginsLog
{
    [LoggerMessage(2501, LogLevel.Warning, "plugins: what a lever does when it is cancelled has failed: {Why}")]
    public static partial void LeverCancelFailed(this ILogger log, string why);
}
