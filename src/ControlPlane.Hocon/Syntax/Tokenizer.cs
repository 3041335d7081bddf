namespace ControlPlane.Hocon.Syntax;

/// <summary>Cuts a HOCON text into tokens, one ahead of the parser; comments are left out.</summary>
internal sealed class Tokenizer
{
    private readonly TextCursor _cursor;

    public Tokenizer(string text, string origin)
    {
        _cursor = new TextCursor(text, origin);
        Current = Read();
    }

    /// <summary>The token that the parser looks at.</summary>
    public Token Current { get; private set; }

    public SourcePosition Here => _cursor.Position(Current.Line, Current.Column);

    public SourcePosition At(Token token, int offset = 0) => _cursor.Position(token.Line, token.Column + offset);

    /// <summary>Takes the current token and moves on.</summary>
    public Token Take()
    {
        var taken = Current;
        if (taken.Kind != TokenKind.End)
        {
            Current = Read();
        }

        return taken;
    }

    /// <summary>Skips white space and line ends; whether there was a line end.</summary>
    public bool SkipBlanks()
    {
        var newline = false;
        while (Current.Kind is TokenKind.Whitespace or TokenKind.Newline)
        {
            newline |= Take().Kind == TokenKind.Newline;
        }

        return newline;
    }

    private Token Read()
    {
        SkipComment();
        var (line, column, start) = (_cursor.Line, _cursor.Column, _cursor.Index);
        if (_cursor.AtEnd)
        {
            return new Token(TokenKind.End, "", line, column);
        }

        var c = _cursor.Current;
        var kind = Kind(c);
        var text = kind switch
        {
            TokenKind.Whitespace => ReadWhitespace(start),
            TokenKind.Unquoted => ReadUnquoted(start),
            TokenKind.Quoted => _cursor.StartsWith("\"\"\"")
                ? StringLiteral.ReadTripleQuoted(_cursor)
                : StringLiteral.ReadQuoted(_cursor),
            TokenKind.PlusEquals => ReadFixed("+="),
            TokenKind.Substitution => ReadFixed("${"),
            TokenKind.OptionalSubstitution => ReadFixed("${?"),
            _ => ReadFixed(null),
        };
        return new Token(kind, text, line, column);
    }

    private TokenKind Kind(char c) => c switch
    {
        '\n' => TokenKind.Newline,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        '=' => TokenKind.Equals,
        '"' => TokenKind.Quoted,
        '+' when _cursor.Peek(1) == '=' => TokenKind.PlusEquals,
        '$' when _cursor.StartsWith("${?") => TokenKind.OptionalSubstitution,
        '$' when _cursor.StartsWith("${") => TokenKind.Substitution,
        _ when Characters.IsWhitespace(c) => TokenKind.Whitespace,
        _ when Characters.IsReserved(c) => throw HoconException.At(_cursor.Here,
            $"[{c}] is reserved outside of quotes; put the string into quotes" +
            (c == '$' ? ", or write ${path} for a substitution" : "")),
        _ => TokenKind.Unquoted,
    };

    private void SkipComment()
    {
        if (_cursor.Current == '#' || AtSlashes)
        {
            while (!_cursor.AtEnd && _cursor.Current != '\n')
            {
                _cursor.Advance();
            }
        }
    }

    private bool AtSlashes => _cursor.Current == '/' && _cursor.Peek(1) == '/';

    private string ReadWhitespace(int start)
    {
        while (!_cursor.AtEnd && _cursor.Current != '\n' && Characters.IsWhitespace(_cursor.Current))
        {
            _cursor.Advance();
        }

        return _cursor.TextFrom(start);
    }

    /// <summary>A number may begin it, whose exponent may have the plus that is reserved elsewhere.</summary>
    private string ReadUnquoted(int start)
    {
        _cursor.Advance(NumberText.PrefixLength(_cursor));
        while (!_cursor.AtEnd && !AtSlashes && !Characters.IsReserved(_cursor.Current)
            && !Characters.IsWhitespace(_cursor.Current))
        {
            _cursor.Advance();
        }

        return _cursor.TextFrom(start);
    }

    private string ReadFixed(string? text)
    {
        var start = _cursor.Index;
        _cursor.Advance(text?.Length ?? 1);
        return _cursor.TextFrom(start);
    }
}
