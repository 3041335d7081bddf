namespace ControlPlane.Etcd;

/// <summary>
/// The order of keys in etcd: that of their UTF-8 bytes, which is that of their code points. .NET's ordinal order
/// differs where a surrogate pair meets a character from U+E000 on.
/// </summary>
public sealed class KeyOrder : IComparer<string>
{
    private const char FirstSurrogate = '\uD800';
    private const char LastSurrogate = '\uDFFF';

    private KeyOrder()
    {
    }

    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var one = x.AsSpan();
        var other = y.AsSpan();
        var same = one.CommonPrefixLength(other);
        return same == one.Length || same == other.Length
            ? one.Length.CompareTo(other.Length)
            : Rank(one[same]).CompareTo(Rank(other[same]));
    }

    // Surrogates stand for code points above all others.
    private static int Rank(char c) => c is >= FirstSurrogate and <= LastSurrogate ? c + char.MaxValue : c;
}
