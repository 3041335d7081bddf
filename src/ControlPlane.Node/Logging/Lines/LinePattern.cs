using System.Text.RegularExpressions;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// A pattern for names of components and subchannels: <c>*</c> stands for any characters, also none; everything else for
/// itself, case included; the whole name must match. The time to match is linear in the name.
/// </summary>
internal sealed class LinePattern : IEquatable<LinePattern>
{
    /// <summary>Matches everything.</summary>
    public static readonly LinePattern Any = new("*");

    private readonly Regex? _wildcards;
    private readonly bool _any;

    public LinePattern(string text)
    {
        Text = text;
        _any = text.Length > 0 && text.AsSpan().Trim('*').IsEmpty;
        if (!_any && text.Contains('*', StringComparison.Ordinal))
        {
            var pieces = text.Split('*').Select(Regex.Escape);
            // Never backtracks, so no pattern can make a line expensive.
            _wildcards = new Regex(
                @"\A" + string.Join(@"[\s\S]*", pieces) + @"\z",
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    public bool Matches(string name) =>
        _any || (_wildcards?.IsMatch(name) ?? string.Equals(Text, name, StringComparison.Ordinal));

    public bool Equals(LinePattern? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as LinePattern);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
