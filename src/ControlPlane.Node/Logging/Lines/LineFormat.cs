using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// How a line looks: text with variables <c>$name</c> or <c>${name}</c>; <c>$$</c> is a dollar sign. Known are
/// <c>timestamp</c>, <c>timestamp:unix</c>, <c>timestamp:FORMAT</c> (see <see cref="Strftime"/>), <c>component</c>,
/// <c>subchannel</c>, <c>level</c> and <c>message</c>. Netplex renders an unknown variable as nothing; here it is an
/// error, so that a slip of the pen does not empty the log.
/// </summary>
internal sealed class LineFormat : IEquatable<LineFormat>
{
    /// <summary>Longest format, in characters.</summary>
    public const int MaxLength = 1000;

    private const string Known =
        "known are timestamp, timestamp:unix, timestamp:FORMAT, component, subchannel, level, message; "
        + "write $$ for a dollar sign";

    /// <summary>The format of Netplex, and the default of every destination but syslog.</summary>
    public const string Standard = "[${timestamp}] [${component}] [${level}] ${message}";

    private static readonly Strftime Date = Strftime.Parse("%a %b");
    private static readonly Strftime Clock = Strftime.Parse("%e %T %Y");

    private readonly List<Action<StringBuilder, LogLine>> _parts = [];
    private readonly bool _oneLine;

    private LineFormat(string text, bool oneLine)
    {
        Text = text;
        _oneLine = oneLine;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Reads a format; on failure <paramref name="error"/> says what was found and what is allowed.</summary>
    /// <param name="text">The format.</param>
    /// <param name="oneLine">True: a message of several lines is written as one (syslog).</param>
    /// <param name="result">The format.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryParse(
        string text,
        bool oneLine,
        [NotNullWhen(true)] out LineFormat? result,
        [NotNullWhen(false)] out string? error)
    {
        var format = new LineFormat(text, oneLine);
        error = text.Length > MaxLength
            ? $"has {text.Length} characters; at most {MaxLength} are allowed"
            : format.Read(text);
        result = error is null ? format : null;
        return error is null;
    }

    /// <summary>Reads a format that this program brings along.</summary>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static LineFormat Parse(string text, bool oneLine = false) =>
        TryParse(text, oneLine, out var result, out var error) ? result : throw new FormatException(error);

    /// <summary>Appends a line, without a line end.</summary>
    public void Append(StringBuilder to, LogLine line)
    {
        foreach (var part in _parts)
        {
            part(to, line);
        }
    }

    public bool Equals(LineFormat? other) => other is not null && Text == other.Text && _oneLine == other._oneLine;

    public override bool Equals(object? obj) => Equals(obj as LineFormat);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private string? Read(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var dollar = text.IndexOf('$', at);
            var plain = text[at..(dollar < 0 ? text.Length : dollar)];
            if (plain.Length > 0)
            {
                _parts.Add((to, _) => to.Append(plain));
            }

            if (dollar < 0)
            {
                break;
            }

            at = dollar + 1;
            if (ReadVariable(text, ref at) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private string? ReadVariable(string text, ref int at)
    {
        if (at < text.Length && text[at] == '$')
        {
            at++;
            _parts.Add((to, _) => to.Append('$'));
            return null;
        }

        int end;
        if (at < text.Length && text[at] == '{')
        {
            end = text.IndexOf('}', at);
            if (end < 0)
            {
                return $$"""the brace of [${{text[at..]}}] is not closed; add a }""";
            }

            var braced = text[(at + 1)..end];
            at = end + 1;
            return AddVariable(braced, "${" + braced + "}");
        }

        end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        var name = text[at..end];
        at = end;
        return AddVariable(name, "$" + name);
    }

    private string? AddVariable(string name, string shown)
    {
        const string custom = "timestamp:";
        switch (name)
        {
            case "timestamp":
                _parts.Add((to, line) => AppendStandardTime(to, line.Timestamp));
                return null;
            case custom + "unix":
                _parts.Add((to, line) => to.Append(line.Timestamp.ToUnixTimeSeconds()));
                return null;
            case "component":
                _parts.Add((to, line) => LineText.AppendLine(to, line.Component));
                return null;
            case "subchannel":
                _parts.Add((to, line) => LineText.AppendLine(to, line.Subchannel));
                return null;
            case "level":
                _parts.Add((to, line) => to.Append(SeverityNames.Of(line.Severity)));
                return null;
            case "message":
                _parts.Add(AppendMessage);
                return null;
        }

        if (!name.StartsWith(custom, StringComparison.Ordinal))
        {
            return $"the variable [{shown}] is not known; {Known}";
        }

        if (!Strftime.TryParse(name[custom.Length..], out var time, out var error))
        {
            return $"in [{shown}]: {error}";
        }

        _parts.Add((to, line) => time.Append(to, line.Timestamp));
        return null;
    }

    private void AppendMessage(StringBuilder to, LogLine line)
    {
        if (_oneLine)
        {
            LineText.AppendLine(to, line.Message);
        }
        else
        {
            LineText.AppendLines(to, line.Message);
        }
    }

    // As ctime(3), and so Netplex, has it: "Sun Nov  1 02:09:31 2026", the day in two columns.
    private static void AppendStandardTime(StringBuilder to, DateTimeOffset time)
    {
        Date.Append(to, time);
        to.Append(time.Day < 10 ? "  " : " ");
        Clock.Append(to, time);
    }
}
