using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api;

/// <summary>
/// One question to the node, with a deadline of our own behind the node's: a node that never answers does not keep its
/// callers for ever. Whoever gives up cancels the wait, not the deed.
/// </summary>
internal sealed class NodeCall(IControlPlane plane, ControlApiLimits limits, TimeProvider time, ILogger log)
{
    /// <summary>Throws <see cref="OperationCanceledException"/> if the client leaves first.</summary>
    public async Task<AdminProtocol.Reply> AskAsync(
        AdminProtocol.Request request, Caller caller, CancellationToken clientLeft)
    {
        var deadline = DeadlineOf(request);
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clientLeft, late.Token);
        var answer = plane.AskAsync(request, caller, either.Token);
        try
        {
            return await answer.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            Watch(answer, request);
            clientLeft.ThrowIfCancellationRequested();
            return new AdminProtocol.Refused(
                Refusal.NotInTime,
                $"the node did not answer within {deadline.TotalSeconds:0.###} s",
                "what it had accepted goes on; look with list and containers, and at its log");
        }
    }

    private TimeSpan DeadlineOf(AdminProtocol.Request request) => request switch
    {
        ClusterProtocol.OnNode there => DeadlineOf(there.Inner),
        AdminProtocol.Command { Patience: { Wait: true } patience } =>
            (patience.Timeout ?? limits.MaxCommandTimeout) + limits.CommandMargin,
        _ => limits.AnswerDeadline,
    };

    private void Watch(Task<AdminProtocol.Reply> answer, AdminProtocol.Request request) =>
        _ = answer.ContinueWith(
            failed => log.FailedUnheard(failed.Exception, request.GetType().Name),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
