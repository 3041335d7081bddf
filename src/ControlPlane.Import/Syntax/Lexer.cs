namespace ControlPlane.Import.Syntax;

/// <summary>Cuts a text into words. Comments may be nested; each goes with the word behind it.</summary>
internal sealed class Lexer(string text, string file)
{
    private const int MaxCommentDepth = 100;

    private readonly TextCursor _cursor = new(text, file);

    /// <exception cref="NetplexException">Here begins nothing that the syntax has.</exception>
    public Token Next()
    {
        var comments = Comments();
        var (at, start) = (_cursor.Position, _cursor.Index);
        if (_cursor.AtEnd)
        {
            return Made(TokenKind.End, null);
        }

        switch (_cursor.Here)
        {
            case '{': return Mark(TokenKind.Open);
            case '}': return Mark(TokenKind.Close);
            case '=': return Mark(TokenKind.Equals);
            case ';': return Mark(TokenKind.Separator);
            case '"': return Made(TokenKind.Text, StringText.Read(_cursor));
            case '-' or (>= '0' and <= '9'): return Numeric();
            case var c when IsNameStart(c): return Word();
            case var c: throw NetplexException.At(
                at, $"found the character [{Shown(c)}]; expected a name, a value, one of "
                + "{ } = ; or a comment (* … *)");
        }

        Token Mark(TokenKind kind)
        {
            _cursor.Take();
            return Made(kind, null);
        }

        Token Numeric()
        {
            var value = NumberText.Read(_cursor);
            return Made(value is long ? TokenKind.Integer : TokenKind.Number, value);
        }

        Token Word() => _cursor.TakeWhile(IsNamePart) switch
        {
            "true" => Made(TokenKind.Boolean, true),
            "false" => Made(TokenKind.Boolean, false),
            var name => Made(TokenKind.Name, name),
        };

        Token Made(TokenKind kind, object? value) =>
            new(kind, _cursor.Text[start.._cursor.Index], value, at, start, _cursor.Index, _cursor.Line, comments);
    }

    private List<Comment> Comments()
    {
        var found = new List<Comment>();
        while (true)
        {
            _cursor.TakeWhile(c => c is ' ' or '\t' or '\r' or '\n' or '\f' or '\uFEFF');
            if (!_cursor.Sees("(*"))
            {
                return found;
            }

            found.Add(ReadComment());
        }
    }

    private Comment ReadComment()
    {
        var (at, start) = (_cursor.Position, _cursor.Index);
        var depth = 0;
        do
        {
            if (_cursor.AtEnd || depth > MaxCommentDepth)
            {
                throw NetplexException.At(at, _cursor.AtEnd
                    ? "this comment has no end; expected *) for each (*"
                    : $"comments are nested deeper than {MaxCommentDepth} levels");
            }

            var step = _cursor.Sees("(*") ? 1 : _cursor.Sees("*)") ? -1 : 0;
            depth += step;
            _cursor.Skip(step == 0 ? 1 : 2);
        }
        while (depth > 0);
        return new Comment(_cursor.Text[(start + 2)..(_cursor.Index - 2)], at);
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '\'';

    private static string Shown(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : c.ToString();
}
