using System.Text.RegularExpressions;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Controller;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// Calls the hooks of one processor: never on the caller's thread, and with a limit after which they are left behind.
/// What they throw is reported and goes no further.
/// </summary>
internal sealed partial class HookCalls(IProcessor processor, ILogger log, NodeContext node)
{
    private readonly ProcessorHooks _own = ProcessorHooks.Of(processor);

    public IProcessor Processor => processor;

    public bool Has(string hook) => _own.Has(hook);

    /// <summary>Null: it returned in time. Else what was wrong, in words; that is logged already.</summary>
    /// <param name="hook">The name of the member.</param>
    /// <param name="who">The container or the service, for the log.</param>
    /// <param name="limit">How long it may take; infinite: the caller has a limit of his own.</param>
    /// <param name="call">Calls it.</param>
    /// <param name="leaving">Set: a cancelled call is no failure, and nobody waits for one that ignores it.</param>
    public async Task<string?> CallAsync(
        string hook, object who, TimeSpan limit, Func<IProcessor, Task> call, CancellationToken leaving)
    {
        if (!Has(hook))
        {
            return null;
        }

        var running = node.Offload(() => call(processor));
        try
        {
            await running.WaitAsync(limit, node.Time, leaving).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            log.HookOverdue(Name(hook), who, limit.TotalSeconds);
            Forget(running);
            return $"{Name(hook)} did not return in {limit.TotalSeconds:0.###} s";
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            Forget(running);
            return $"{Name(hook)} was cancelled";
        }
        catch (Exception e)
        {
            // Code of an embedder: whatever it throws concerns this call only.
            log.HookFailed(Name(hook), who, $"{e.GetType().Name}: {e.Message}");
            return $"{Name(hook)} failed: {e.GetType().Name}: {e.Message}";
        }
    }

    /// <summary>Asks the processor whether its container goes on after an exception; true where that cannot be
    /// asked.</summary>
    public bool GoesOn(IContainer container, Exception exception)
    {
        try
        {
            return processor.OnException(container, exception);
        }
        catch (Exception e)
        {
            log.HookFailed(Name(nameof(IProcessor.OnException)), container.Id, $"{e.GetType().Name}: {e.Message}");
            return true;
        }
    }

    /// <summary>Its failure, when it comes at last, is nobody's.</summary>
    private static void Forget(Task task) => _ = task.ContinueWith(
        t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary><c>PostStartAsync</c> is the hook <c>post-start</c>.</summary>
    private static string Name(string member) =>
        Capital().Replace(member.Replace("Async", "", StringComparison.Ordinal), m => "-" + m.Value).ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}

/// <summary>What is logged of the code of processors, in the log of their service.</summary>
internal static partial class ProcessorLog
{
    [LoggerMessage(2111, LogLevel.Critical, "{Who}: hook {Hook}: Exception {Error}")]
    public static partial void HookFailed(this ILogger log, string hook, object who, string error);

    [LoggerMessage(2112, LogLevel.Critical, "{Who}: hook {Hook} did not return in {Seconds} s; it is left behind")]
    public static partial void HookOverdue(this ILogger log, string hook, object who, double seconds);

    [LoggerMessage(2113, LogLevel.Error, "{Who}: processor [{Type}] failed: {Error}; the container {Next}")]
    public static partial void ProcessorFailed(this ILogger log, object who, string type, string error, string next);

    [LoggerMessage(
        2114, LogLevel.Error, "{Who}: {Jobs} jobs ignore that the container has ended; they are left behind")]
    public static partial void JobsLeftBehind(this ILogger log, object who, int jobs);

    [LoggerMessage(2115, LogLevel.Warning, "{Who}: message [{Name}] was dropped: {Waiting} are waiting already")]
    public static partial void MessageDropped(this ILogger log, object who, string name, int waiting);
}
