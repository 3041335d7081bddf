namespace ControlPlane.Hocon.Tree;

/// <summary>A path expression: its keys and where each of them stands.</summary>
internal sealed class KeyPath
{
    private readonly List<string> _keys = [];
    private readonly List<SourcePosition> _positions = [];

    public int Count => _keys.Count;

    public IReadOnlyList<string> Keys => _keys;

    public string this[int index] => _keys[index];

    public SourcePosition PositionOf(int index) => _positions[index];

    public void Add(string key, SourcePosition at)
    {
        _keys.Add(key);
        _positions.Add(at);
    }

    public override string ToString() => PathText.Of(_keys);
}
