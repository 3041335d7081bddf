using ControlPlane.Actors;

namespace ControlPlane.TestKit;

/// <summary>A system on the thread pool and the real clock. Dispose it: that stops all actors.</summary>
public sealed class PoolKit : ActorKit, IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <param name="settings">Its Report is replaced.</param>
    public PoolKit(ActorSystemSettings? settings = null)
        : base(settings ?? new ActorSystemSettings())
    {
    }

    /// <summary>Stops all actors; fails if they have not stopped within the default time.</summary>
    public async ValueTask DisposeAsync() =>
        await System.Terminate().WaitAsync(DefaultWithin, TimeProvider.System);

    internal override bool WaitFor(Func<bool> condition, TimeSpan within) => SpinWait.SpinUntil(condition, within);

    internal override void Settle(TimeSpan? within) => SpinWait.SpinUntil(() => false, within ?? Glance);
}
