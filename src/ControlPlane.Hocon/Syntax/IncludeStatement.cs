using System.Text;
using System.Text.RegularExpressions;

namespace ControlPlane.Hocon.Syntax;

internal enum IncludeKind
{
    Heuristic,
    File,
    Url,
    Classpath,
}

/// <summary><c>include "name"</c>, <c>include file("name")</c>, <c>include required(...)</c>.</summary>
internal sealed partial record IncludeStatement(SourcePosition At, IncludeKind Kind, string Name, bool IsRequired)
{
    private const string Allowed = "allowed are include \"name\", include file(\"name\") and " +
        "include required(...) around either; a key of this name is written \"include\"";

    /// <summary>The current token is the word <c>include</c>.</summary>
    public static IncludeStatement Read(Tokenizer tokens)
    {
        var word = tokens.Take();
        var at = tokens.At(word);
        if (tokens.Current.Kind is not (TokenKind.Whitespace or TokenKind.Newline))
        {
            throw Unexpected(tokens);
        }

        tokens.SkipBlanks();
        var opening = Opening().Match(ReadUnquoted(tokens));
        if (!opening.Success || tokens.Current.Kind != TokenKind.Quoted)
        {
            throw Unexpected(tokens);
        }

        var name = tokens.Take().Text;
        var isRequired = opening.Groups["required"].Success;
        ReadClosing(tokens, (isRequired ? 1 : 0) + (opening.Groups["kind"].Success ? 1 : 0));
        var kind = opening.Groups["kind"].Value switch
        {
            "file" => IncludeKind.File,
            "url" => IncludeKind.Url,
            "classpath" => IncludeKind.Classpath,
            _ => IncludeKind.Heuristic,
        };
        return new IncludeStatement(at, kind, name, isRequired);
    }

    private static string ReadUnquoted(Tokenizer tokens)
    {
        var text = new StringBuilder();
        while (tokens.Current.Kind is TokenKind.Unquoted or TokenKind.Whitespace)
        {
            text.Append(tokens.Take().Text);
        }

        return text.ToString();
    }

    /// <summary>Exactly the parentheses that were opened; a value concatenation is not allowed here.</summary>
    private static void ReadClosing(Tokenizer tokens, int count)
    {
        var at = tokens.Here;
        var rest = ReadUnquoted(tokens);
        var found = string.Concat(rest.Where(c => !Characters.IsWhitespace(c)));
        if (found != new string(')', count) || tokens.Current.Kind == TokenKind.Quoted)
        {
            throw HoconException.At(at, $"an include ends with [{found}] here; expected " +
                (count == 0 ? "a comma or a line end after the name" : $"[{new string(')', count)}] after the name"));
        }
    }

    private static HoconException Unexpected(Tokenizer tokens) =>
        HoconException.At(tokens.Here, $"after include stands {tokens.Current.Shown}; {Allowed}");

    [GeneratedRegex(@"^(?<required>required\(\s*)?((?<kind>file|url|classpath)\(\s*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Opening();
}
