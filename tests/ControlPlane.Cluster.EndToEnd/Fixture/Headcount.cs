namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>
/// Counts the workers of one service on all nodes again and again, by the kernel's word. What it counts for the most
/// was there at the same moment; what it counts for the least may include some that have just gone.
/// </summary>
internal sealed class Headcount : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    /// <summary>The kernel tells start times in hundredths of a second; when we look is up to it, too.</summary>
    private const double Exactness = 0.7;

    private readonly CancellationTokenSource _enough = new();
    private readonly Task _counting;
    private readonly string _service;
    private readonly TimeSpan _readyAfter;
    private readonly string _directory;

    /// <param name="cluster">Its workers.</param>
    /// <param name="service">The one that is counted.</param>
    /// <param name="readyAfter">Only those that are about so old count for <see cref="Least"/>.</param>
    public Headcount(TestCluster cluster, string service, TimeSpan readyAfter)
    {
        (_service, _readyAfter, _directory) = (service, readyAfter * Exactness, cluster.DirectoryPath);
        _counting = Task.Run(Count);
    }

    public int Most { get; private set; }

    /// <summary>What there was then, for a failure's text.</summary>
    public string MostWere { get; private set; } = "";

    public int Least { get; private set; } = int.MaxValue;

    /// <summary>The same for the fewest, with those that were too young.</summary>
    public string LeastWere { get; private set; } = "";

    public int Samples { get; private set; }

    /// <summary>Those of the samples that were quick enough for <see cref="Least"/>.</summary>
    public int Looks { get; private set; }

    public override string ToString() =>
        $"{_service}: {Least} to {Most} in {Samples} samples ({Looks} quick); at the most: {MostWere}; at the least: {LeastWere}";

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
            var began = TimeProvider.System.GetTimestamp();
            var seen = WorkerProcess.Of(_directory).Where(w => w.Service == _service).ToList();
            var ready = seen.Count(w => w.IsOlderThan(_readyAfter));
            // Whoever takes longer may miss both the old one and the one that has become ready in its place meanwhile.
            if (TimeProvider.System.GetElapsedTime(began) < _readyAfter)
            {
                Looks++;
                if (ready < Least)
                {
                    (Least, LeastWere) = (ready, Text(seen));
                }
            }

            var still = seen.Where(w => w.Mark.Lives).ToList();
            if (still.Count > Most)
            {
                (Most, MostWere) = (still.Count, Text(still));
            }

            Samples++;
            await Task.Delay(Every, TimeProvider.System);
        }
    }

    private static string Text(IEnumerable<WorkerProcess> workers) =>
        string.Join(", ", workers.Select(w => $"{Path.GetFileName(w.SocketDirectory)}/{w.Container}").Order());
}
