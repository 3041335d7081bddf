using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.Hocon.Corpus;

/// <summary>
/// Reads <c>Corpus/Cases/*.cases</c>: <c>=== rule</c>, then the text, then any of <c>--- json</c> with the value,
/// <c>--- error AT TEXT</c>, <c>--- file NAME</c> with its text, <c>--- env NAME=VALUE</c>. In all of them
/// <c>&lt;U+00A0&gt;</c> stands for that character.
/// </summary>
public static partial class CaseFile
{
    public static IReadOnlyList<Case> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "Cases"), "*.cases")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
    ];

    public static IEnumerable<Case> Read(string section, string text) =>
        text.Split("=== ", StringSplitOptions.None).Skip(1).Select(part => ReadCase(section, part));

    private static Case ReadCase(string section, string text)
    {
        var parts = text.Split("\n--- ");
        var rule = parts[0].Split('\n')[0];
        string? json = null;
        var errors = new List<(string, string)>();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var (head, body) = Cut(part.TrimEnd('\n'), '\n');
            var (kind, rest) = Cut(head, ' ');
            switch (kind)
            {
                case "json":
                    json = Decode(body);
                    break;
                case "error":
                    errors.Add(Cut(Decode(rest), ' '));
                    break;
                case "file":
                    files.Add("/etc/" + rest, Decode(body));
                    break;
                case "env":
                    var (name, value) = Cut(rest, '=');
                    environment.Add(name, value);
                    break;
                default:
                    throw new InvalidDataException($"{section}: {rule}: unknown part {kind}");
            }
        }

        return new Case(section, rule, Decode(Cut(parts[0], '\n').Tail), json, errors, files, environment);
    }

    private static (string Head, string Tail) Cut(string text, char at) =>
        text.IndexOf(at) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, "");

    private static string Decode(string text) => Code().Replace(text, match =>
        ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("<U\\+([0-9A-F]{4})>")]
    private static partial Regex Code();
}
