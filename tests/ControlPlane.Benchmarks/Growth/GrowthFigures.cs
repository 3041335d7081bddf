namespace ControlPlane.Benchmarks.Growth;

/// <summary>One growth and one shrinking of a pool.</summary>
/// <param name="FullAfter">Seconds from the first request until all processes are there.</param>
/// <param name="Peak">The most processes that were there at once.</param>
/// <param name="RestAfter">Seconds from the last answer until the pool is back at rest.</param>
/// <param name="Answered">Requests that were answered.</param>
/// <param name="Lost">Requests that were not.</param>
internal sealed record GrowthFigures(double FullAfter, int Peak, double RestAfter, int Answered, int Lost);
