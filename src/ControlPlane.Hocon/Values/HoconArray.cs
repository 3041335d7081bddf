namespace ControlPlane.Hocon;

/// <summary>An array.</summary>
public sealed class HoconArray : HoconValue
{
    internal HoconArray(SourcePosition at, IReadOnlyList<HoconValue> items)
        : base(at)
    {
        Items = items;
        long count = 1;
        foreach (var item in items)
        {
            count += item.Count;
            TextLength += item.TextLength;
            Height = Math.Max(Height, item.Height + 1);
        }

        Count = count;
    }

    public IReadOnlyList<HoconValue> Items { get; }

    public override string TypeName => "array";

    internal override long Count { get; }

    internal override long TextLength { get; }

    internal override int Height { get; }
}
