using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.Hocon;

/// <summary>An object; its keys stand in the order in which they first appeared.</summary>
public sealed class HoconObject : HoconValue
{
    private readonly Dictionary<string, HoconField> _fields;
    private readonly bool _isFinal;

    internal HoconObject(SourcePosition at, IEnumerable<HoconField> fields, bool isFinal = false)
        : base(at)
    {
        _fields = new Dictionary<string, HoconField>(StringComparer.Ordinal);
        _isFinal = isFinal;
        var keys = new List<string>();
        long count = 1;
        foreach (var field in fields)
        {
            keys.Add(field.Key);
            _fields.Add(field.Key, field);
            count += field.Value.Count;
            TextLength += field.Key.Length + field.Value.TextLength;
            Height = Math.Max(Height, field.Value.Height + 1);
        }

        Keys = keys;
        Count = count;
    }

    /// <summary>An object without keys, for what was left out.</summary>
    public static HoconObject Empty { get; } = new(new SourcePosition("nowhere", 1, 1), []);

    public IReadOnlyList<string> Keys { get; }

    public override string TypeName => "object";

    internal override long Count { get; }

    internal override long TextLength { get; }

    internal override int Height { get; }

    /// <summary>The value of one key (a key, not a path).</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out HoconValue value)
    {
        var found = _fields.TryGetValue(key, out var field);
        value = field?.Value;
        return found;
    }

    /// <summary>Where the key of the value that counts was written; null if there is no such key.</summary>
    public SourcePosition? KeyAt(string key) => _fields.TryGetValue(key, out var field) ? field.At : null;

    /// <summary>
    /// This object with the keys it lacks taken from another; objects on both sides merge. As with duplicate keys in
    /// one file, an object that has met something else than an object never merges with a further fallback.
    /// </summary>
    public HoconObject WithFallback(HoconObject other)
    {
        if (_isFinal)
        {
            return this;
        }

        var merged = Keys.Select(key => Merge(_fields[key], other._fields.GetValueOrDefault(key)));
        var added = other.Keys.Where(key => !_fields.ContainsKey(key)).Select(key => other._fields[key]);
        return new HoconObject(At, merged.Concat(added), other._isFinal);
    }

    private static HoconField Merge(HoconField mine, HoconField? fallback) => (mine.Value, fallback?.Value) switch
    {
        (_, null) => mine,
        (HoconObject a, HoconObject b) => mine with { Value = a.WithFallback(b) },
        (HoconObject a, _) => mine with
        {
            Value = new HoconObject(a.At, a.Keys.Select(key => a._fields[key]), isFinal: true),
        },
        _ => mine,
    };
}
