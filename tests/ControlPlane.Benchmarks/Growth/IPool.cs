namespace ControlPlane.Benchmarks.Growth;

/// <summary>A master with a pool of 2 to 16 processes that answer one request at a time, 1 to 3 of them free.</summary>
internal interface IPool : IAsyncDisposable
{
    public const int Least = 2, Most = 16, MinFree = 1, MaxFree = 3;

    string Name { get; }

    /// <summary>The master; its children are the pool.</summary>
    int Pid { get; }

    /// <summary>What a process of the pool is called, as the kernel has it (15 bytes).</summary>
    string Worker { get; }

    /// <summary>After how many free processes the pool has done shrinking.</summary>
    int Rest { get; }

    /// <exception cref="Report.BenchFailedException">It has ended.</exception>
    void MustRun();

    /// <summary>One request of 200 ms on a connection of its own.</summary>
    /// <returns>False: refused, reset or answered wrong.</returns>
    Task<bool> RequestAsync(CancellationToken cancellation);
}
