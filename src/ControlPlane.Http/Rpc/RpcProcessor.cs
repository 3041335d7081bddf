using ControlPlane.Contracts.Processors;

namespace ControlPlane.Http.Rpc;

/// <summary>
/// Typed calls over framed JSON: each frame is a length of four bytes, big-endian, and a JSON object of that size in
/// UTF-8: <c>{"id": 7, "method": "sum", "params": {…}}</c>, answered by <c>{"id": 7, "result": …}</c> or
/// <c>{"id": 7, "error": {"code": "failed", "message": "…"}}</c>. Many calls a connection, at work at the same time,
/// answered as they are done. Codes of our own: <c>bad_frame</c> (the connection ends), <c>bad_request</c>,
/// <c>unknown_method</c>, <c>bad_params</c>, <c>failed</c>, <c>too_large</c>. When the container is told to leave,
/// calls at work are answered first.
/// </summary>
public sealed class RpcProcessor : IProcessor
{
    private const string Variable = "controlplane.rpc";

    private readonly RpcLimits _limits;
    private readonly RpcMethods _methods = new();

    private RpcProcessor(RpcLimits limits) => _limits = limits;

    /// <summary>
    /// To be registered as <c>AddProcessor("sums", settings => RpcProcessor.Create(settings, methods => …))</c>. Reads
    /// the keys <c>max_frame</c>, <c>max_calls</c>, <c>idle_timeout</c>; others are the caller's to read.
    /// </summary>
    public static RpcProcessor Create(IProcessorSettings settings, Action<RpcMethods> methods)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(methods);
        var processor = new RpcProcessor(RpcLimits.From(settings));
        methods(processor._methods);
        return processor;
    }

    /// <inheritdoc/>
    public Task PostStartAsync(IContainer container, CancellationToken cancellation)
    {
        container.Variables.Set(Variable, new CancellationTokenSource());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
    {
        var leaving = container.Variables.Get<CancellationTokenSource>(Variable).Token;
        await using var conversation = new RpcConversation(
            container, connection, _methods, _limits, leaving, cancellation);
        await conversation.RunAsync();
    }

    /// <inheritdoc/>
    public Task ShutdownAsync(IContainer container, CancellationToken cancellation) =>
        container.Variables.Get<CancellationTokenSource>(Variable).CancelAsync();
}
