using ControlPlane.Contracts.Processors;

namespace ControlPlane.Http.Rpc;

/// <summary>The keys of every <c>rpc</c> processor.</summary>
/// <param name="MaxFrame">Bytes of one frame, both ways.</param>
/// <param name="MaxCalls">Calls that one connection may have at work; beyond that it is not read.</param>
/// <param name="IdleTimeout">A connection without a call at work and without a new one is closed; so is one that does
/// not take its answers.</param>
internal sealed record RpcLimits(int MaxFrame, int MaxCalls, TimeSpan IdleTimeout)
{
    public static RpcLimits From(IProcessorSettings settings) => new(
        settings.Number("max_frame", 64, 64 * 1024 * 1024, 1024 * 1024),
        settings.Number("max_calls", 1, 10_000, 100),
        settings.Duration("idle_timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)));
}
