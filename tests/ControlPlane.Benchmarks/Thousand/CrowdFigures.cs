namespace ControlPlane.Benchmarks.Thousand;

/// <summary>What one supervisor did in one round.</summary>
/// <param name="StartSeconds">From before the start of the supervisor's program until the last worker's exec.</param>
/// <param name="IdlePercent">Of one core, while nothing happens.</param>
/// <param name="ResidentKib">Of the supervisor, then.</param>
/// <param name="BackSeconds">From before the first kill until as many as before run.</param>
internal sealed record CrowdFigures(double StartSeconds, double IdlePercent, double ResidentKib, double BackSeconds);
