using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace ControlPlane.Etcd;

/// <summary>One key, or all keys from one (included) up to another (not included).</summary>
/// <param name="Key">The key, or the first one.</param>
/// <param name="End">Null: one key only.</param>
public readonly record struct KeyRange(string Key, string? End)
{
    private const int FirstSurrogate = 0xD800;
    private const int AfterSurrogates = 0xE000;

    public static KeyRange One(string key) => new(key, null);

    /// <summary>All keys that begin so; not empty.</summary>
    public static KeyRange Prefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var read = Rune.DecodeLastFromUtf16(prefix, out var last, out var length);
        var next = last.Value + 1 == FirstSurrogate ? AfterSurrogates : last.Value + 1;
        return read == OperationStatus.Done && Rune.TryCreate(next, out var end)
            ? new(prefix, $"{prefix[..^length]}{end}")
            : throw new ArgumentException(
                "a prefix must not end with the last character of Unicode, or half of one", nameof(prefix));
    }

    public bool Contains(string key) => End is null
        ? string.Equals(key, Key, StringComparison.Ordinal)
        : KeyOrder.Instance.Compare(key, Key) >= 0 && KeyOrder.Instance.Compare(key, End) < 0;
}

/// <summary>A key as it is at one revision.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value; empty in an event that deletes it.</param>
/// <param name="CreateRevision">Since when it exists without interruption; 0: it does not.</param>
/// <param name="ModRevision">When it was changed last.</param>
/// <param name="Version">Number of changes since it was made, from 1; 0: it does not exist.</param>
/// <param name="Lease">The lease that it ends with; 0: none.</param>
public sealed record KeyValue(
    string Key, string Value, long CreateRevision, long ModRevision, long Version, long Lease);

/// <param name="Revision">Of the whole store when it was read.</param>
/// <param name="Items">Sorted by key.</param>
public sealed record RangeReply(long Revision, ImmutableArray<KeyValue> Items);

/// <param name="Id">Not 0.</param>
/// <param name="Ttl">What was granted.</param>
public sealed record Lease(long Id, TimeSpan Ttl);
