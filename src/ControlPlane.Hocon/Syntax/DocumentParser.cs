using ControlPlane.Hocon.Includes;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

/// <summary>Parses one HOCON text into a tree of nodes. The first error of syntax ends it.</summary>
internal sealed class DocumentParser
{
    private readonly Tokenizer _tokens;
    private readonly Document _document;
    private readonly Loading _loading;
    private Place _place;
    private int _depth;

    private DocumentParser(Document document, Loading loading)
    {
        _tokens = new Tokenizer(document.Text, document.Origin);
        _document = document;
        _loading = loading;
        _place = new Place(document.Scope.Anchor, [.. document.Scope.Path]);
        _depth = document.Depth;
    }

    /// <summary>The root: an object, whose braces may be missing, or an array.</summary>
    public static Node Parse(Document document, Loading loading) => new DocumentParser(document, loading).ParseRoot();

    private Node ParseRoot()
    {
        _tokens.SkipBlanks();
        Node root;
        switch (_tokens.Current.Kind)
        {
            case TokenKind.OpenBrace:
                root = ParseObject(new ObjectNode(_tokens.Here));
                break;
            case TokenKind.OpenBracket:
                root = ParseArray();
                break;
            default:
                var fields = new ObjectNode(_tokens.Here);
                Descend(fields.At, 1);
                ParseFields(fields, TokenKind.End, null);
                return fields;
        }

        _tokens.SkipBlanks();
        return _tokens.Current.Kind == TokenKind.End
            ? root
            : throw Error($"{_tokens.Current.Shown} stands after the end of the root value; remove it, or the braces");
    }

    /// <summary>Adds the fields between the braces to an object that may have some already.</summary>
    private ObjectNode ParseObject(ObjectNode target)
    {
        var opening = _tokens.Here;
        Descend(opening, 1);
        _tokens.Take();
        ParseFields(target, TokenKind.CloseBrace, opening);
        _tokens.Take();
        _depth--;
        return target;
    }

    private void ParseFields(ObjectNode target, TokenKind end, SourcePosition? opening) => ParseList(end, opening, () =>
    {
        if (_tokens.Current is { Kind: TokenKind.Unquoted, Text: "include" })
        {
            ParseInclude(target);
        }
        else
        {
            ParseField(target);
        }
    });

    private ArrayNode ParseArray()
    {
        var opening = _tokens.Here;
        var array = new ArrayNode(opening);
        Descend(opening, 1);
        _tokens.Take();
        ParseList(TokenKind.CloseBracket, opening, () => array.Items.Add(ParseValue(inArray: true)));
        _tokens.Take();
        _depth--;
        return array;
    }

    /// <summary>Items up to the closing token, with a comma or at least one line end between them.</summary>
    private void ParseList(TokenKind end, SourcePosition? opening, Action parseItem)
    {
        var isFirst = true;
        while (true)
        {
            var newline = _tokens.SkipBlanks();
            var comma = !isFirst && _tokens.Current.Kind == TokenKind.Comma;
            if (comma)
            {
                _tokens.Take();
                _tokens.SkipBlanks();
            }

            if (_tokens.Current.Kind == end)
            {
                return;
            }

            RequireItem(end, opening);
            if (!isFirst && !comma && !newline)
            {
                throw Error($"{_tokens.Current.Shown} follows a complete value; a comma or a line end is missing");
            }

            parseItem();
            isFirst = false;
        }
    }

    private void RequireItem(TokenKind end, SourcePosition? opening)
    {
        switch (_tokens.Current.Kind)
        {
            case TokenKind.Comma:
                throw Error("there is nothing before this comma; " +
                    "one comma between two values and one after the last are allowed");
            case TokenKind.End:
                throw HoconException.At(opening, $"this [{(end == TokenKind.CloseBrace ? '{' : '[')}] is never closed");
            case TokenKind.CloseBrace:
                throw Error("[}] closes nothing here; remove it, or add the missing opening [{]");
            case TokenKind.CloseBracket:
                throw Error("[]] closes nothing here; remove it, or add the missing opening [[]");
        }
    }

    private void ParseField(ObjectNode target)
    {
        var at = _tokens.Here;
        RequireKey();
        var path = PathExpression.Read(_tokens);
        Descend(at, path.Count - 1);
        _tokens.SkipBlanks();
        var separator = _tokens.Current;
        if (separator.Kind is TokenKind.Colon or TokenKind.Equals or TokenKind.PlusEquals)
        {
            _tokens.Take();
            _tokens.SkipBlanks();
        }
        else if (separator.Kind != TokenKind.OpenBrace)
        {
            RequireNoSubstitution();
            throw Error($"after the key [{path}] stands {separator.Shown}; expected [=], [:], [+=] or an object");
        }

        var outer = _place;
        _place = outer.Below(path.Keys);
        var value = ParseValue(inArray: false);
        target.Add(path, separator.Kind == TokenKind.PlusEquals ? Append(value) : value);
        _place = outer;
        _depth -= path.Count - 1;
    }

    private ConcatNode Append(Node item)
    {
        var scope = new Scope(_place.Anchor, [], null);
        return ConcatNode.Append(
            new SubstitutionNode(item.At, _place.Path, scope) { IsOptional = true, IsOwnField = true }, item);
    }

    private void RequireKey()
    {
        RequireNoSubstitution();
        if (_tokens.Current.Kind is not (TokenKind.Unquoted or TokenKind.Quoted))
        {
            throw Error($"{_tokens.Current.Shown} stands where a key is expected");
        }
    }

    private void RequireNoSubstitution()
    {
        if (_tokens.Current.Kind is TokenKind.Substitution or TokenKind.OptionalSubstitution)
        {
            throw Error("a substitution is not allowed in a key; it can stand in values only");
        }
    }

    private void ParseInclude(ObjectNode target)
    {
        var statement = IncludeStatement.Read(_tokens);
        var scope = new Scope(_place.Anchor, _place.Path, _document.Scope);
        target.MergeFrom(new Includer(statement, _document, scope, _depth - 1, _loading).Load());
    }

    private Node ParseValue(bool inArray)
    {
        var pieces = new ValuePieces();
        while (!_tokens.Current.EndsValue)
        {
            var at = _tokens.Here;
            switch (_tokens.Current.Kind)
            {
                case TokenKind.Whitespace:
                    pieces.AddBlank(at, _tokens.Take().Text);
                    break;
                case TokenKind.OpenBrace when pieces.LastObject is { } earlier:
                    ParseObjectAt(earlier, inArray);
                    break;
                case var _:
                    pieces.Add(ParsePiece(at, inArray));
                    break;
            }
        }

        return pieces.IsEmpty
            ? throw Error($"{_tokens.Current.Shown} stands where a value is expected; write \"\" for an empty string")
            : pieces.ToNode();
    }

    private Node ParsePiece(SourcePosition at, bool inArray)
    {
        _loading.CountValue(at);
        switch (_tokens.Current.Kind)
        {
            case TokenKind.Unquoted:
                return new ScalarNode(Literals.Unquoted(at, _tokens.Take().Text));
            case TokenKind.Quoted:
                return new ScalarNode(new HoconString(at, _tokens.Take().Text, isQuoted: true));
            case TokenKind.OpenBrace:
                return ParseObjectAt(new ObjectNode(at), inArray);
            case TokenKind.OpenBracket:
                return ParseArray();
            case TokenKind.Substitution or TokenKind.OptionalSubstitution:
                return ParseSubstitution(at);
            default:
                throw Error($"{_tokens.Current.Shown} is not allowed in a value outside of quotes; " +
                    "put the string into quotes");
        }
    }

    private ObjectNode ParseObjectAt(ObjectNode target, bool inArray)
    {
        var outer = _place;
        _place = inArray ? new Place(target, []) : outer;
        ParseObject(target);
        _place = outer;
        return target;
    }

    private SubstitutionNode ParseSubstitution(SourcePosition at)
    {
        var isOptional = _tokens.Take().Kind == TokenKind.OptionalSubstitution;
        while (_tokens.Current.Kind == TokenKind.Whitespace)
        {
            _tokens.Take();
        }

        var path = PathExpression.Read(_tokens);
        var isList = _tokens.Current.Kind == TokenKind.OpenBracket;
        if (isList)
        {
            _tokens.Take();
            Expect(TokenKind.CloseBracket, at);
        }

        Expect(TokenKind.CloseBrace, at);
        return new SubstitutionNode(at, path.Keys, _document.Scope) { IsOptional = isOptional, IsList = isList };
    }

    private void Expect(TokenKind kind, SourcePosition opening)
    {
        if (_tokens.Current.Kind != kind)
        {
            throw HoconException.At(opening, $"a substitution is not closed: it goes on with {_tokens.Current.Shown}; " +
                "expected [}]. It holds a path and nothing else");
        }

        _tokens.Take();
    }

    private void Descend(SourcePosition at, int levels) => _loading.RequireDepth(at, _depth += levels);

    private HoconException Error(string message) => HoconException.At(_tokens.Here, message);
}
