namespace ControlPlane.Benchmarks.Restart;

/// <summary>A worker started.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="At">When we knew: a timestamp of <see cref="TimeProvider.System"/>.</param>
internal readonly record struct ExecReport(int Pid, long At);
