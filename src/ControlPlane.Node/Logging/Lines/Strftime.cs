using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// A time format in the letters of Netplex's Netdate (Netplex manual, <c>timestamp:&lt;format&gt;</c>): like
/// strftime(3) in the C locale, but <c>%e</c> is not padded, <c>%Z</c> equals <c>%z</c>, <c>%:z</c> has a colon, and
/// <c>%S</c> takes a precision of 0 to 9 digits (<c>%.3S</c>).
/// </summary>
internal sealed class Strftime
{
    private readonly List<Action<StringBuilder, DateTimeOffset>> _parts = [];

    private Strftime()
    {
    }

    /// <summary>Reads a format; on failure <paramref name="error"/> says what was found and what is allowed.</summary>
    public static bool TryParse(
        string format, [NotNullWhen(true)] out Strftime? result, [NotNullWhen(false)] out string? error)
    {
        var strftime = new Strftime();
        error = strftime.Read(format);
        result = error is null ? strftime : null;
        return error is null;
    }

    /// <summary>Reads a format that this program brings along.</summary>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static Strftime Parse(string format) =>
        TryParse(format, out var result, out var error) ? result : throw new FormatException(error);

    /// <summary>Appends a time, which must be local already.</summary>
    public void Append(StringBuilder to, DateTimeOffset time)
    {
        foreach (var part in _parts)
        {
            part(to, time);
        }
    }

    private string? Read(ReadOnlySpan<char> rest)
    {
        while (!rest.IsEmpty)
        {
            var percent = rest.IndexOf('%');
            AddText(percent < 0 ? rest : rest[..percent]);
            if (percent < 0)
            {
                return null;
            }

            rest = rest[(percent + 1)..];
            if (ReadLetter(ref rest) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private string? ReadLetter(ref ReadOnlySpan<char> rest)
    {
        switch (rest)
        {
            case []:
                return $"the time format ends in a single %; {StrftimeLetters.Allowed}";
            case [':', 'z', ..]:
                _parts.Add((to, time) => StrftimeLetters.AppendZone(to, time, ":"));
                rest = rest[2..];
                return null;
            case ['.', >= '0' and <= '9', 'S', ..]:
                var digits = rest[1] - '0';
                _parts.Add((to, time) => StrftimeLetters.AppendSeconds(to, time, digits));
                rest = rest[3..];
                return null;
        }

        var letter = rest[0];
        if (StrftimeLetters.Composite.TryGetValue(letter, out var format))
        {
            Read(format);
        }
        else if (StrftimeLetters.Plain.TryGetValue(letter, out var part))
        {
            _parts.Add(part);
        }
        else
        {
            var shown = char.IsControl(letter)
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
                : letter.ToString();
            return $"%{shown} is not known in a time format; {StrftimeLetters.Allowed}";
        }

        rest = rest[1..];
        return null;
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            var kept = text.ToString();
            _parts.Add((to, _) => to.Append(kept));
        }
    }
}
