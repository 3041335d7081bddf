using ControlPlane.Actors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Controller;

/// <summary>What is logged of the node as a whole.</summary>
internal static partial class ControllerLog
{
    [LoggerMessage(2001, LogLevel.Information, "node {Node} runs {File} in {Directory}")]
    public static partial void NodeRuns(this ILogger log, string node, string file, string directory);

    [LoggerMessage(
        2010, LogLevel.Information, "the control API answers at {Address}, to whoever has the token of {File}")]
    public static partial void AnswersAt(this ILogger log, string address, string file);

    [LoggerMessage(2007, LogLevel.Information, "{Text}")]
    public static partial void NodeIsUp(this ILogger log, string text);

    [LoggerMessage(2002, LogLevel.Information, "shutdown: all services go down")]
    public static partial void NodeLeaves(this ILogger log);

    [LoggerMessage(2011, LogLevel.Information, "shutdown: {What} shall be ready on other nodes first")]
    public static partial void HandsOver(this ILogger log, string what);

    [LoggerMessage(2012, LogLevel.Warning, "shutdown: does not wait until {What} are ready on other nodes: {Why}")]
    public static partial void DoesNotHandOver(this ILogger log, string what, string why);

    [LoggerMessage(2008, LogLevel.Information, "the node is down; the application goes on without it")]
    public static partial void NodeIsDown(this ILogger log);

    [LoggerMessage(2003, LogLevel.Warning, "reload: {Why}; the socket keeps its old option")]
    public static partial void OptionRefused(this ILogger log, string why);

    [LoggerMessage(2004, LogLevel.Warning, "{Text}")]
    public static partial void Notice(this ILogger log, string text);

    [LoggerMessage(2005, LogLevel.Critical, "{Report}")]
    public static partial void TreeFailure(this ILogger log, EngineReport report);

    [LoggerMessage(2006, LogLevel.Debug, "{Report}")]
    public static partial void TreeDetail(this ILogger log, EngineReport report);

    [LoggerMessage(2009, LogLevel.Warning, "code in this process blocks the threads of the pool; it has {Threads} now")]
    public static partial void PoolGrows(this ILogger log, int threads);
}
