namespace ControlPlane.Hocon.Syntax;

internal enum TokenKind
{
    End,
    Newline,
    Whitespace,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Equals,
    PlusEquals,
    Unquoted,
    Quoted,
    Substitution,
    OptionalSubstitution,
}

/// <summary>A piece of the text. <see cref="Text"/> is what a string means, else what was written.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>Whether a value ends before this token.</summary>
    public bool EndsValue => Kind is TokenKind.End or TokenKind.Newline or TokenKind.Comma
        or TokenKind.CloseBrace or TokenKind.CloseBracket;

    /// <summary>How an error text names it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Newline => "the end of the line",
        TokenKind.Quoted => "a quoted string",
        TokenKind.Substitution => "[${]",
        TokenKind.OptionalSubstitution => "[${?]",
        TokenKind.Whitespace => "white space",
        _ => $"[{(Text.Length > 40 ? Text[..40] + "…" : Text)}]",
    };
}
