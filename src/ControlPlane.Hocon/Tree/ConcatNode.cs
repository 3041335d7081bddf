namespace ControlPlane.Hocon.Tree;

/// <summary>Two or more values side by side, with the white space between them.</summary>
internal sealed class ConcatNode(SourcePosition at, List<Node> pieces) : DelayedNode(at)
{
    public List<Node> Pieces { get; } = pieces;

    /// <summary>Made by <c>+=</c>: what was there before, then an array.</summary>
    public static ConcatNode Append(SubstitutionNode before, Node item)
    {
        var added = new ArrayNode(item.At);
        added.Items.Add(item);
        return new ConcatNode(item.At, [before, added]);
    }

    /// <summary>
    /// Takes the item of a following <c>+=</c> of the same field in, so that a long row of them is one concatenation
    /// and not a chain. An item that could look back must stay on its own.
    /// </summary>
    public bool TryAbsorb(ConcatNode next)
    {
        if (this is not { Pieces: [SubstitutionNode { IsOwnField: true }, ArrayNode mine] }
            || next is not { Pieces: [SubstitutionNode { IsOwnField: true }, ArrayNode { Items: [ScalarNode item] }] })
        {
            return false;
        }

        mine.Items.Add(item);
        return true;
    }
}
