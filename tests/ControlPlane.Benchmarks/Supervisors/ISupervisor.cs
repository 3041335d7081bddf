namespace ControlPlane.Benchmarks.Supervisors;

/// <summary>A program that keeps workers running, with a directory of its own; both go when it is disposed.</summary>
internal interface ISupervisor : IAsyncDisposable
{
    int Pid { get; }

    /// <summary>The command that prints the state of the workers.</summary>
    IReadOnlyList<string> StatusCommand { get; }

    /// <exception cref="Report.BenchFailedException">It has ended.</exception>
    void MustRun();
}
