namespace ControlPlane.Benchmarks.Report;

/// <summary>A bench could not measure: a program is missing, ended, or did not do its work in time.</summary>
public sealed class BenchFailedException(string message) : Exception(message);
