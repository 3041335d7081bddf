using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.Import;

/// <summary>A Netplex configuration as HOCON.</summary>
/// <param name="Hocon">The text; one setting a line.</param>
/// <param name="Warnings">What is not the same here, in file order.</param>
/// <param name="Origins">For each line of <paramref name="Hocon"/> where it comes from; null: from nowhere.</param>
public sealed record NetplexTranslation(
    string Hocon, IReadOnlyList<NetplexError> Warnings, IReadOnlyList<NetplexPosition?> Origins)
{
    /// <summary>Where a line of the text comes from: its own place, else the nearest one before it.</summary>
    /// <param name="line">From 1.</param>
    public NetplexPosition? OriginOf(int line)
    {
        for (var index = Math.Min(line, Origins.Count) - 1; index >= 0; index--)
        {
            if (Origins[index] is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Puts places of the Netplex file for every <c>FILE:LINE:COLUMN</c> of the text that a message
    /// names.</summary>
    /// <param name="message">Any text.</param>
    /// <param name="name">The name that the text had when it was read.</param>
    public string InPlace(string message, string name) => Regex.Replace(
        message,
        Regex.Escape(name) + @":(\d{1,9}):\d{1,9}",
        match => OriginOf(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))?.ToString()
            ?? match.Value,
        RegexOptions.None,
        TimeSpan.FromSeconds(10));
}
