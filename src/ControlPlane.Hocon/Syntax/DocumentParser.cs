using ControlPlane.Hocon.Includes;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

/// <summary>Parses one HOCON text into a tree of nodes. The first error of syntax ends it.</summary>
internal sealed partial class DocumentParser
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
        var isAppended = separator.Kind == TokenKind.PlusEquals;
        var value = ParseValue(inArray: isAppended);
        target.Add(path, isAppended ? Append(value) : value);
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

    private void Descend(SourcePosition at, int levels) => _loading.RequireDepth(at, _depth += levels);

    private HoconException Error(string message) => HoconException.At(_tokens.Here, message);
}
