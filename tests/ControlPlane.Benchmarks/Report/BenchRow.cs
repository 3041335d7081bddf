using System.Globalization;

namespace ControlPlane.Benchmarks.Report;

/// <summary>One figure of one bench, and its spread.</summary>
/// <param name="Bench">Which bench, e.g. <c>engine</c>.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">Unit of the three numbers.</param>
/// <param name="Value">The median, unless <paramref name="What"/> says otherwise.</param>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
/// <param name="Samples">Over how many.</param>
/// <param name="Goal">What it should be, in words; null: there is no goal, e.g. for a baseline or a peer.</param>
/// <param name="Met">Whether it is; null: there is no goal, or the run was too small to judge.</param>
public sealed record BenchRow(
    string Bench,
    string What,
    string Unit,
    double Value,
    double Low,
    double High,
    int Samples,
    string? Goal,
    bool? Met)
{
    /// <summary>Median and spread of the values.</summary>
    /// <param name="values">At least one.</param>
    public static BenchRow Of(string bench, string what, string unit, IEnumerable<double> values, Goal? goal = null) =>
        Of(bench, what, unit, [.. values.Order()], 0.5, goal);

    /// <summary>The 99th percentile (nearest rank) and spread; <paramref name="what"/> should say so.</summary>
    public static BenchRow P99(string bench, string what, string unit, IEnumerable<double> values, Goal? goal = null) =>
        Of(bench, what, unit, [.. values.Order()], 0.99, goal);

    /// <summary>The median of at least one value.</summary>
    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    public override string ToString()
    {
        var judged = Met is { } met ? (met ? "met" : "MISSED") : "not judged";
        var verdict = Goal is null ? "" : $"   goal: {Goal}: {judged}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Bench,-9} {What,-54} {Value,14:N2} {Unit,-14} [{Low:N2} … {High:N2}; {Samples}]{verdict}");
    }

    private static BenchRow Of(string bench, string what, string unit, double[] sorted, double quantile, Goal? goal)
    {
        var value = Quantile(sorted, quantile);
        return new BenchRow(
            bench, what, unit, value, sorted[0], sorted[^1], sorted.Length, goal?.Text, goal?.IsMet(value));
    }

    private static double Quantile(double[] sorted, double quantile)
    {
        if (quantile == 0.5 && sorted.Length % 2 == 0)
        {
            return (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }

        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * quantile) - 1)];
    }
}
