using System.Globalization;

namespace ControlPlane.Benchmarks;

/// <summary>One figure of one bench: median and spread over its rounds.</summary>
/// <param name="Bench">Which bench, e.g. <c>engine</c>.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">Unit of the three numbers.</param>
/// <param name="Median">Over all rounds.</param>
/// <param name="Low">The lowest round.</param>
/// <param name="High">The highest round.</param>
/// <param name="Goal">What it should be, in words; null: there is no goal, it is a baseline.</param>
public sealed record BenchRow(
    string Bench,
    string What,
    string Unit,
    double Median,
    double Low,
    double High,
    string? Goal = null)
{
    /// <summary>Median and spread of the rounds' values.</summary>
    public static BenchRow Of(string bench, string what, string unit, IEnumerable<double> rounds, string? goal = null)
    {
        var sorted = rounds.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new BenchRow(bench, what, unit, median, sorted[0], sorted[^1], goal);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Bench,-10} {What,-52} {Median,14:N2} [{Low:N2} … {High:N2}] {Unit}{(Goal is null ? "" : $"   goal: {Goal}")}");
}
