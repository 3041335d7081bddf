using System.Globalization;

namespace ControlPlane.Benchmarks.Report;

/// <summary>What a figure should be.</summary>
/// <param name="Text">In words, with the unit.</param>
/// <param name="IsMet">Judges a value in the unit of its row.</param>
public sealed record Goal(string Text, Func<double, bool> IsMet)
{
    public static Goal Below(double limit, string unit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"below {limit} {unit}"), value => value < limit);

    public static Goal AtMost(double limit, string unit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at most {limit} {unit}"), value => value <= limit);

    public static Goal AtLeast(double limit, string unit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at least {limit} {unit}"), value => value >= limit);
}
