using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks;

/// <summary>What each bench is given.</summary>
/// <param name="Quick">As small as it can be and still measure; see that the bench works.</param>
/// <param name="Cancellation">The run is given up: every bench ends its processes and leaves.</param>
internal sealed record BenchRun(bool Quick, CancellationToken Cancellation)
{
    /// <summary>Made by scripts/build.</summary>
    public static string Cplane => RepositoryRoot.File("artifacts/bin/cplane");

    /// <summary>A console program without anything in it, published as cplane is; made by scripts/bench.</summary>
    public static string EmptyProgram => RepositoryRoot.File("artifacts/bench/empty/empty");

    /// <summary>Debian's.</summary>
    public static string Supervisord => "/usr/bin/supervisord";

    /// <summary>Debian's.</summary>
    public static string Supervisorctl => "/usr/bin/supervisorctl";

    /// <summary>One of the two.</summary>
    public T Choose<T>(T quick, T full) => Quick ? quick : full;

    /// <summary>Lets time pass.</summary>
    public Task PauseAsync(TimeSpan pause) => Task.Delay(pause, TimeProvider.System, Cancellation);
}
