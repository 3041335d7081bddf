using System.Buffers.Binary;
using System.Text;

namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>
/// Reads XDR (RFC 4506) strictly: padding is zero, texts are UTF-8, lengths have limits and are compared with what is
/// there before anything is allocated. Everything but the expected throws <see cref="XdrException"/>.
/// </summary>
internal ref struct XdrReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _rest.Length;

    public uint Unsigned() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>Opaque data of variable length (section 4.10).</summary>
    public ReadOnlySpan<byte> Opaque(int max)
    {
        var length = Unsigned();
        if (length > max)
        {
            throw new XdrException($"{length} bytes; at most {max} are taken");
        }

        var data = Take((int)length);
        foreach (var filler in Take((4 - (int)(length & 3)) & 3))
        {
            if (filler != 0)
            {
                throw new XdrException("padding that is not zero");
            }
        }

        return data;
    }

    /// <summary>A string of at most so many bytes (section 4.11).</summary>
    public string Text(int maxBytes)
    {
        try
        {
            return StrictUtf8.GetString(Opaque(maxBytes));
        }
        catch (DecoderFallbackException)
        {
            throw new XdrException("a string that is not UTF-8");
        }
    }

    /// <summary>An array of strings (section 4.13).</summary>
    public IReadOnlyList<string> Texts(int maxCount, int maxBytesEach)
    {
        var count = Unsigned();
        if (count > maxCount || count > Left / 4)
        {
            throw new XdrException(
                $"an array of {count} strings; at most {maxCount} are taken, and {Left} bytes are left");
        }

        var texts = new string[count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text(maxBytesEach);
        }

        return texts;
    }

    /// <summary>Nothing may be left over.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new XdrException($"{_rest.Length} bytes too many");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new XdrException($"{count} bytes expected, {_rest.Length} are left");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
