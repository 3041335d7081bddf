using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// The names of the severities in configuration, lines and commands. Case does not matter when they are read.
/// </summary>
public static class SeverityNames
{
    private static readonly string[] Names = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

    /// <summary>Every name that a <c>max_level</c> may have; <c>all</c> means <c>debug</c>, as in Netplex.</summary>
    public static IReadOnlyDictionary<string, Severity> Allowed { get; } = Names
        .Select((name, number) => KeyValuePair.Create(name, (Severity)number))
        .Append(KeyValuePair.Create("all", Severity.Debug))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name that stands in a line, e.g. <c>notice</c>.</summary>
    public static string Of(Severity severity) => Names[(int)severity];

    /// <summary>Reads a name, in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Severity severity)
    {
        severity = Severity.Debug;
        return text is not null && Allowed.TryGetValue(text, out severity);
    }
}
