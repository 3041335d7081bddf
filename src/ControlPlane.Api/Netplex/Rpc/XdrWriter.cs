using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>Writes XDR (RFC 4506).</summary>
internal sealed class XdrWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public XdrWriter Unsigned(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    public XdrWriter Hyper(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    public XdrWriter Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Unsigned((uint)length);
        var padded = (length + 3) & ~3;
        var place = _bytes.GetSpan(padded)[..padded];
        Encoding.UTF8.GetBytes(value, place);
        place[length..].Clear();
        _bytes.Advance(padded);
        return this;
    }

    /// <summary>An array of variable length.</summary>
    public XdrWriter Array<T>(IReadOnlyCollection<T> items, Action<XdrWriter, T> each)
    {
        Unsigned((uint)items.Count);
        foreach (var item in items)
        {
            each(this, item);
        }

        return this;
    }
}
