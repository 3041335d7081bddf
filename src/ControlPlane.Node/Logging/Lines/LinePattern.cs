namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// A pattern for names of components and subchannels: <c>*</c> stands for any characters, also none; everything else
/// for itself, case included; the whole name must match. The time to match is linear in the name: nothing is tried
/// twice.
/// </summary>
internal sealed class LinePattern : IEquatable<LinePattern>
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>Matches everything.</summary>
    public static readonly LinePattern Any = new("*");

    // What stands between the stars; the first and the last piece are bound to the ends of the name.
    private readonly string[] _pieces;

    /// <exception cref="ArgumentException">Longer than <see cref="MaxLength"/>.</exception>
    public LinePattern(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"has {text.Length} characters; at most {MaxLength} are allowed", nameof(text));
        }

        Text = text;
        _pieces = text.Split('*');
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    public bool Matches(string name)
    {
        var (first, last) = (_pieces[0], _pieces[^1]);
        if (_pieces.Length == 1)
        {
            return name == first;
        }

        if (name.Length < first.Length + last.Length
            || !name.StartsWith(first, StringComparison.Ordinal)
            || !name.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // Taking each piece at its first place leaves the most for those after it, so no other place need be tried.
        var rest = name.AsSpan(first.Length..^last.Length);
        foreach (var piece in _pieces.AsSpan(1..^1))
        {
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }

    public bool Equals(LinePattern? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as LinePattern);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
