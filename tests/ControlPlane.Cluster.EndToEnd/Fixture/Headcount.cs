namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>
/// Counts the workers of one service on all nodes again and again, by the kernel's word. What it counts for the most was
/// there at the same moment; what it counts for the least may include some that have just gone.
/// </summary>
internal sealed class Headcount : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource _enough = new();
    private readonly Task _counting;
    private readonly string _service;
    private readonly TimeSpan _readyAfter;
    private readonly string _directory;

    /// <param name="cluster">Its workers.</param>
    /// <param name="service">The one that is counted.</param>
    /// <param name="readyAfter">Only older ones count for <see cref="Least"/>.</param>
    public Headcount(TestCluster cluster, string service, TimeSpan readyAfter)
    {
        (_service, _readyAfter, _directory) = (service, readyAfter, cluster.DirectoryPath);
        _counting = Task.Run(Count);
    }

    public int Most { get; private set; }

    /// <summary>What there was then, for a failure's text.</summary>
    public string MostWere { get; private set; } = "";

    public int Least { get; private set; } = int.MaxValue;

    public int Samples { get; private set; }

    public override string ToString() => $"{_service}: {Least} to {Most} in {Samples} samples; at the most: {MostWere}";

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _counting;
        _enough.Dispose();
    }

    private async Task Count()
    {
        while (!_enough.IsCancellationRequested)
        {
            var seen = WorkerProcess.Of(_directory).Where(w => w.Service == _service).ToList();
            Least = Math.Min(Least, seen.Count(w => w.IsOlderThan(_readyAfter)));
            var still = seen.Where(w => w.Mark.Lives).ToList();
            if (still.Count > Most)
            {
                Most = still.Count;
                MostWere = string.Join(", ", still.Select(w => $"{Path.GetFileName(w.SocketDirectory)}/{w.Container}").Order());
            }

            Samples++;
            await Task.Delay(Every, TimeProvider.System);
        }
    }
}
