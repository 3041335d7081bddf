namespace ControlPlane.Benchmarks.Restart;

/// <summary>Somebody who starts a worker again when it was killed.</summary>
internal interface IRestarter : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The first start.</summary>
    Task BeginAsync(BenchRun run);

    /// <summary>Kills the worker; how long until its replacement runs, in milliseconds.</summary>
    Task<double> OnceAsync(BenchRun run);
}
