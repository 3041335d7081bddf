using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.Import.Syntax;

/// <summary>Numbers as OCaml writes them: <c>10</c>, <c>-3</c>, <c>1_000</c>, <c>0x1f</c>, <c>0o17</c>, <c>0b11</c>;
/// with a dot: <c>5.0</c>, <c>5.</c>.</summary>
internal static partial class NumberText
{
    // OCaml on 64 bits keeps one bit for itself.
    private const long Greatest = (1L << 62) - 1;
    private const int MaxLength = 100;

    /// <summary>A long or a double.</summary>
    /// <exception cref="NetplexException">It is neither.</exception>
    public static object Read(TextCursor cursor)
    {
        var at = cursor.Position;
        var raw = cursor.Here == '-' ? cursor.Take().ToString() : "";
        var last = '\0';
        raw += cursor.TakeWhile(c =>
        {
            var belongs = char.IsAsciiLetterOrDigit(c) || c is '_' or '.' || (c is '+' or '-' && last is 'e' or 'E');
            last = c;
            return belongs;
        });
        var value = raw.Length > MaxLength ? null : Whole(raw) ?? Fraction(raw);
        return value
            ?? throw NetplexException.At(at, $"[{(raw.Length > MaxLength ? raw[..MaxLength] + "…" : raw)}] is not a "
            + "number; expected an integer (10, 1_000, 0x1f, 0o660, 0b11; at most 62 bits) or a number with a dot "
            + "(2.5)");
    }

    private static object? Whole(string raw)
    {
        if (!Integer().IsMatch(raw))
        {
            return null;
        }

        var negative = raw[0] == '-';
        var digits = raw.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()[(negative ? 1 : 0)..];
        var radix = digits.Length < 2 ? 10 : digits[..2] switch { "0x" => 16, "0o" => 8, "0b" => 2, _ => 10 };
        var sum = 0L;
        foreach (var digit in radix == 10 ? digits : digits[2..])
        {
            var next = char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10;
            if (sum > (Greatest - next) / radix)
            {
                return null;
            }

            sum = (sum * radix) + next;
        }

        return negative ? -sum : sum;
    }

    private static object? Fraction(string raw) => Float().IsMatch(raw)
        && double.TryParse(
            raw.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var value)
        && double.IsFinite(value)
            ? value
            : null;

    [GeneratedRegex("^-?(0[xX][0-9a-fA-F][0-9a-fA-F_]*|0[oO][0-7][0-7_]*|0[bB][01][01_]*|[0-9][0-9_]*)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^-?[0-9][0-9_]*\.[0-9_]*([eE][+-]?[0-9][0-9_]*)?$")]
    private static partial Regex Float();
}
