using System.Text;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

/// <summary>
/// Reads a path expression, the key of a field or the inside of a substitution: a string concatenation whose dots
/// outside of quotes separate keys. Stops before the first token that cannot belong to it.
/// </summary>
internal sealed class PathExpression
{
    private readonly Tokenizer _tokens;
    private readonly KeyPath _path = new();
    private readonly StringBuilder _key = new();
    private SourcePosition? _keyAt;
    private bool _isQuoted;

    private PathExpression(Tokenizer tokens) => _tokens = tokens;

    /// <summary>The current token is the first of the path.</summary>
    public static KeyPath Read(Tokenizer tokens) => new PathExpression(tokens).Read();

    private KeyPath Read()
    {
        var start = _tokens.Here;
        var blank = "";
        while (_tokens.Current is { Kind: TokenKind.Unquoted or TokenKind.Quoted or TokenKind.Whitespace } token)
        {
            _tokens.Take();
            if (token.Kind == TokenKind.Whitespace)
            {
                blank = token.Text;
                continue;
            }

            _key.Append(blank);
            blank = "";
            if (token.Kind == TokenKind.Quoted)
            {
                _keyAt ??= _tokens.At(token);
                _key.Append(token.Text);
                _isQuoted = true;
            }
            else
            {
                AddUnquoted(token);
            }
        }

        EndKey(start);
        return _path;
    }

    private void AddUnquoted(Token token)
    {
        var from = 0;
        for (var dot = token.Text.IndexOf('.'); dot >= 0; dot = token.Text.IndexOf('.', from))
        {
            Append(token, from, dot);
            EndKey(_tokens.At(token, dot));
            from = dot + 1;
        }

        Append(token, from, token.Text.Length);
    }

    private void Append(Token token, int from, int to)
    {
        if (to > from)
        {
            _keyAt ??= _tokens.At(token, from);
            _key.Append(token.Text, from, to - from);
        }
    }

    private void EndKey(SourcePosition at)
    {
        if (_key.Length == 0 && !_isQuoted)
        {
            throw HoconException.At(at, "a path has an empty key: it starts or ends with [.], or has two in a row; " +
                "write \"\" for a key that is empty on purpose");
        }

        _path.Add(_key.ToString(), _keyAt ?? at);
        _key.Clear();
        _keyAt = null;
        _isQuoted = false;
    }
}
