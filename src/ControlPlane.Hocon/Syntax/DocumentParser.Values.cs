using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

internal sealed partial class DocumentParser
{
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

        if (_tokens.Current.Kind == TokenKind.CloseBrace)
        {
            throw HoconException.At(at, "a substitution is empty; it needs a path, as in ${a.b} or ${?HOME}");
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
            throw HoconException.At(opening, $"a substitution is not closed: it goes on with " +
                $"{_tokens.Current.Shown}; expected [}}]. It holds a path and nothing else");
        }

        _tokens.Take();
    }
}
