namespace ControlPlane.Node.Containers.InProcess;

/// <summary>A token that is cancelled when its owner has not restarted it for a while, or when the outer one
/// is.</summary>
internal sealed class IdleLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _either;

    public IdleLimit(TimeSpan limit, TimeProvider time, CancellationToken outer)
    {
        _limit = limit;
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_idle.Token, outer);
    }

    public CancellationToken Token => _either.Token;

    public bool Elapsed => _idle.IsCancellationRequested;

    public void Restart() => _idle.CancelAfter(_limit);

    public void Dispose()
    {
        _either.Dispose();
        _idle.Dispose();
    }
}
