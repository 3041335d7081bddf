using System.Collections.Immutable;

namespace ControlPlane.Etcd;

/// <summary>If all comparisons hold, then …, else ….</summary>
public sealed record Txn(ImmutableArray<Comparison> If, ImmutableArray<Operation> Then, ImmutableArray<Operation> Else)
{
    public static Txn Of(params ReadOnlySpan<Operation> operations) => new([], [.. operations], []);
}

/// <summary>What has to hold of one key; a key that is not there has the revision 0.</summary>
public abstract record Comparison(string Key)
{
    /// <summary>Made at this revision; 0: not there.</summary>
    public sealed record CreatedAt(string Key, long Revision) : Comparison(Key);

    /// <summary>Changed last at this revision; 0: not there.</summary>
    public sealed record ChangedAt(string Key, long Revision) : Comparison(Key);

    public sealed record Holds(string Key, string Value) : Comparison(Key);
}

public abstract record Operation
{
    /// <param name="Key">The key.</param>
    /// <param name="Value">Its new value.</param>
    /// <param name="Lease">0: it stays until it is deleted.</param>
    public sealed record Put(string Key, string Value, long Lease = 0) : Operation;

    public sealed record Delete(KeyRange Range) : Operation;

    public sealed record Get(KeyRange Range) : Operation;
}

/// <param name="Revision">Of the store after it; that of its changes, if it made any.</param>
/// <param name="Succeeded">The comparisons held.</param>
/// <param name="Read">What each Get of the list that was done has found, in order.</param>
public sealed record TxnReply(long Revision, bool Succeeded, ImmutableArray<ImmutableArray<KeyValue>> Read);
