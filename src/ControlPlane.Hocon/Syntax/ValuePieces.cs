using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

/// <summary>Collects what stands side by side as one value, and makes one node of it.</summary>
internal sealed class ValuePieces
{
    private readonly List<Node> _pieces = [];
    private BlankNode? _blank;
    private Node? _literal;

    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>The literal object that a following one merges into, if nothing but white space is between.</summary>
    public ObjectNode? LastObject => _pieces is [.., ObjectNode last] ? last : null;

    public void AddBlank(SourcePosition at, string text) => _blank = new BlankNode(at, text);

    public void Add(Node piece)
    {
        if (piece is not DelayedNode)
        {
            _literal ??= piece;
            if (piece is ScalarNode != _literal is ScalarNode)
            {
                throw HoconException.At(piece.At, $"{Named(piece)} follows {Named(_literal)} in one value; " +
                    "only simple values, only arrays or only objects can stand side by side. " +
                    "Is a comma or a line end missing?");
            }
        }

        if (_blank is not null && !IsEmpty)
        {
            _pieces.Add(_blank);
        }

        _blank = null;
        _pieces.Add(piece);
    }

    public Node ToNode()
    {
        if (_pieces is [var only])
        {
            return only;
        }

        var first = _pieces[0];
        return _pieces.TrueForAll(p => p is ScalarNode or BlankNode)
            ? new ScalarNode(new HoconString(first.At, string.Concat(_pieces.Select(Text)), isQuoted: false))
            : new ConcatNode(first.At, _pieces);
    }

    private static string Text(Node piece) => piece is BlankNode blank ? blank.Text : ((ScalarNode)piece).Value.AsText!;

    private static string Named(Node piece) => piece switch
    {
        ObjectNode => "an object",
        ArrayNode => "an array",
        ScalarNode { Value: var value } => $"a {value.TypeName}",
        _ => "a substitution",
    };
}
