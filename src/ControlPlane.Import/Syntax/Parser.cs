namespace ControlPlane.Import.Syntax;

/// <summary>Reads a whole file: one section named netplex, and nothing else but comments.</summary>
internal sealed class Parser
{
    private const int MaxDepth = 20;

    private readonly string _text;
    private readonly Lexer _lexer;
    private Token _here;
    private Token? _last;

    private Parser(string text, string file)
    {
        _text = text;
        _lexer = new Lexer(text, file);
        _here = _lexer.Next();
    }

    /// <exception cref="NetplexException">The first error of syntax.</exception>
    public static Document Parse(string text, string file)
    {
        var parser = new Parser(text, file);
        return parser.Root();
    }

    /// <summary>Whether the text begins with <c>netplex {</c>, comments aside.</summary>
    public static bool Begins(string text)
    {
        try
        {
            var lexer = new Lexer(text, "");
            return lexer.Next() is { Kind: TokenKind.Name, Raw: NetplexFile.Root }
                && lexer.Next().Kind == TokenKind.Open;
        }
        catch (NetplexException)
        {
            return false;
        }
    }

    private Document Root()
    {
        if (_here is not { Kind: TokenKind.Name, Raw: NetplexFile.Root })
        {
            throw Expected("not a Netplex configuration file: expected one section netplex { … }");
        }

        var name = Take();
        if (_here.Kind != TokenKind.Open)
        {
            throw Expected("expected { after netplex");
        }

        var section = ReadSection(name, 1);
        if (_here.Kind == TokenKind.Separator)
        {
            Take();
        }

        section = section with { Behind = Behind() };
        return _here.Kind == TokenKind.End
            ? new Document(section, _here.Before)
            : throw Expected("expected nothing after the section netplex, which is the only one of a file");
    }

    private Section ReadSection(Token name, int depth)
    {
        if (depth > MaxDepth)
        {
            throw NetplexException.At(name.At, $"sections are nested deeper than {MaxDepth} levels");
        }

        Take();
        var items = new List<Item>();
        while (true)
        {
            if (_here.Kind == TokenKind.Separator)
            {
                Take();
                continue;
            }

            if (_here.Kind == TokenKind.Close)
            {
                var end = Take();
                return new Section(name.Raw, name.At, _text[name.Start..end.End], name.Before, items, end.Before);
            }

            items.Add(ReadItem(depth));
        }
    }

    private Item ReadItem(int depth)
    {
        if (_here.Kind != TokenKind.Name)
        {
            throw Expected("expected the name of a parameter or a section, or }");
        }

        var name = Take();
        Item item;
        switch (_here.Kind)
        {
            case TokenKind.Open:
                item = ReadSection(name, depth + 1);
                break;
            case TokenKind.Equals:
                item = ReadParameter(name);
                if (_here.Kind is not (TokenKind.Separator or TokenKind.Close))
                {
                    throw Expected($"expected ; or }} after the value of {name.Raw}");
                }

                break;
            default:
                throw Expected($"expected = or {{ after {name.Raw}");
        }

        if (_here.Kind == TokenKind.Separator)
        {
            Take();
        }

        return item with { Behind = Behind() };
    }

    private Parameter ReadParameter(Token name)
    {
        Take();
        if (_here.Value is null || _here.Kind == TokenKind.Name)
        {
            throw Expected(
                $"expected a value of {name.Raw}: a \"string\", an integer, a number with a dot, true or false");
        }

        var value = Take();
        return new Parameter(name.Raw, name.At, _text[name.Start..value.End], name.Before, value.Value!, value.At);
    }

    /// <summary>Takes the comments that stand on the line of the word before them from the next word.</summary>
    private IReadOnlyList<Comment> Behind()
    {
        var behind = _here.Before.TakeWhile(comment => comment.At.Line == _last!.EndLine).ToList();
        _here = _here with { Before = [.. _here.Before.Skip(behind.Count)] };
        return behind;
    }

    private Token Take()
    {
        _last = _here;
        if (_here.Kind != TokenKind.End)
        {
            _here = _lexer.Next();
        }

        return _last;
    }

    private NetplexException Expected(string what) => NetplexException.At(_here.At, $"found {_here.Shown}; {what}");
}

/// <summary>A parsed file.</summary>
/// <param name="Root">The section netplex.</param>
/// <param name="AtEnd">The comments behind it.</param>
internal sealed record Document(Section Root, IReadOnlyList<Comment> AtEnd);
