using ControlPlane.Hocon.Syntax;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Includes;

/// <summary>Parses strict JSON (RFC 8259): what HOCON adds is an error. Duplicate keys merge as in HOCON.</summary>
internal sealed class JsonParser
{
    private readonly TextCursor _cursor;
    private readonly Loading _loading;
    private int _depth;

    private JsonParser(Document document, Loading loading)
    {
        _cursor = new TextCursor(document.Text, document.Origin);
        _loading = loading;
        _depth = document.Depth;
    }

    /// <summary>The root: an object or an array; a byte order mark before it is skipped.</summary>
    public static Node Parse(Document document, Loading loading)
    {
        var parser = new JsonParser(document, loading);
        if (parser._cursor.Current == '\uFEFF')
        {
            parser._cursor.Advance();
        }

        parser.SkipBlanks();
        var root = parser._cursor.Current is '{' or '['
            ? parser.ParseValue()
            : throw parser.Error("an object or an array");
        parser.SkipBlanks();
        return parser._cursor.AtEnd ? root : throw parser.Error("the end of the file");
    }

    private Node ParseValue()
    {
        var at = _cursor.Here;
        _loading.CountValue(at);
        switch (_cursor.Current)
        {
            case '{':
                return ParseObject(at);
            case '[':
                return ParseArray(at);
            case '"':
                return new ScalarNode(new HoconString(at, StringLiteral.ReadQuoted(_cursor), isQuoted: true));
            default:
                return new ScalarNode(ParseWord(at));
        }
    }

    private HoconValue ParseWord(SourcePosition at)
    {
        var start = _cursor.Index;
        if (NumberText.PrefixLength(_cursor) is var length and > 0)
        {
            _cursor.Advance(length);
            return new HoconNumber(at, _cursor.TextFrom(start));
        }

        foreach (var word in (string[])["true", "false", "null"])
        {
            if (_cursor.StartsWith(word))
            {
                _cursor.Advance(word.Length);
                return Literals.Unquoted(at, word);
            }
        }

        throw Error("a value: an object, an array, a string in quotes, a number, true, false or null");
    }

    private ObjectNode ParseObject(SourcePosition at)
    {
        var target = new ObjectNode(at);
        ParseList('}', () =>
        {
            var keyAt = _cursor.Here;
            Require('"', "a key in quotes", take: false);
            var key = StringLiteral.ReadQuoted(_cursor);
            SkipBlanks();
            Require(':', "[:] after the key", take: true);
            SkipBlanks();
            target.Add(key, new Layer(keyAt, ParseValue()));
        });
        return target;
    }

    private ArrayNode ParseArray(SourcePosition at)
    {
        var array = new ArrayNode(at);
        ParseList(']', () => array.Items.Add(ParseValue()));
        return array;
    }

    private void ParseList(char close, Action parseItem)
    {
        _loading.RequireDepth(_cursor.Here, ++_depth);
        _cursor.Advance();
        SkipBlanks();
        if (_cursor.Current != close)
        {
            parseItem();
            SkipBlanks();
            while (_cursor.Current == ',')
            {
                _cursor.Advance();
                SkipBlanks();
                parseItem();
                SkipBlanks();
            }
        }

        Require(close, $"[,] or [{close}]", take: true);
        _depth--;
    }

    private void SkipBlanks()
    {
        while (_cursor.Current is ' ' or '\t' or '\n' or '\r')
        {
            _cursor.Advance();
        }
    }

    private void Require(char c, string expected, bool take)
    {
        if (_cursor.Current != c)
        {
            throw Error(expected);
        }

        if (take)
        {
            _cursor.Advance();
        }
    }

    private HoconException Error(string expected)
    {
        var found = _cursor.AtEnd ? "the file ends" : $"[{Characters.Shown(_cursor.Current)}] stands";
        return HoconException.At(_cursor.Here, $"{found} where JSON has {expected}; " +
            "comments, unquoted strings and a comma at the end are for .conf files");
    }
}
