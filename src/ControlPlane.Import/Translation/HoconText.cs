using System.Globalization;
using System.Text;

namespace ControlPlane.Import.Translation;

/// <summary>Values and keys as HOCON writes them.</summary>
internal static class HoconText
{
    public static string Of(object value) => value switch
    {
        string text => Quoted(text),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Of(number),
        bool flag => flag ? "true" : "false",
        _ => throw new ArgumentException($"no value of Netplex: {value.GetType().Name}", nameof(value)),
    };

    public static string Seconds(double value) => Of(value) + "s";

    /// <summary>A key of a path; what could be read as more than one key, or as something else, stands in
    /// quotes.</summary>
    public static string Key(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? name : Quoted(name);

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    // Decimal, never 1E+20, which is no number of a duration.
    private static string Of(double value) => Math.Abs(value) < 1e15
        ? value.ToString("0.###############", CultureInfo.InvariantCulture)
        : value.ToString("0", CultureInfo.InvariantCulture);
}
