namespace ControlPlane.Import.Syntax;

internal enum TokenKind
{
    Name,
    Open,
    Close,
    Equals,
    Separator,
    Text,
    Integer,
    Number,
    Boolean,
    End,
}

/// <summary>One word of the file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Raw">As written.</param>
/// <param name="Value">string, long, double or bool; the name of a name; else null.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="EndLine">The line on which it ends.</param>
/// <param name="Before">The comments between the word before it and this one.</param>
internal sealed record Token(
    TokenKind Kind,
    string Raw,
    object? Value,
    NetplexPosition At,
    int Start,
    int End,
    int EndLine,
    IReadOnlyList<Comment> Before)
{
    private const int MaxShown = 40;

    /// <summary>For error texts.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the file",
        _ => $"[{(Raw.Length <= MaxShown ? Raw : Raw[..MaxShown] + "…").ReplaceLineEndings(" ")}]",
    };
}

/// <summary>A comment without its outer marks.</summary>
/// <param name="Text">What stands between <c>(*</c> and <c>*)</c>.</param>
/// <param name="At">Where it begins.</param>
internal sealed record Comment(string Text, NetplexPosition At);
