using System.Collections.Immutable;
using System.Text;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>One assignment as the leader writes it.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Before">What was in force when it was decided; null: nothing.</param>
/// <param name="After">Null: the service is not there any more.</param>
/// <param name="Operation">The same for etcd.</param>
/// <param name="Bytes">About so many of the transaction are its.</param>
internal sealed record DecidedWrite(
    string Service, Assignment? Before, Assignment? After, Operation Operation, int Bytes)
{
    private const int Frame = 100;

    public static DecidedWrite Of(string service, Assignment? before, Assignment? after, ClusterKeys keys)
    {
        var key = keys.Assignment(service);
        var value = after is null ? "" : ClusterCodec.Encode(after);
        return new DecidedWrite(
            service, before, after,
            after is null ? new Operation.Delete(KeyRange.One(key)) : new Operation.Put(key, value),
            Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + Frame);
    }
}

/// <summary>
/// Cuts what was decided into transactions that etcd takes: it allows 128 operations and 1.5 MiB in one. Pure.
/// </summary>
internal static class DecisionBatches
{
    public const int MostWrites = 100;

    public const int MostBytes = 1_000_000;

    /// <summary>All of it, in its order. What is too large alone is a batch of its own: perhaps etcd takes more.</summary>
    public static IEnumerable<ImmutableArray<DecidedWrite>> Cut(IEnumerable<DecidedWrite> writes)
    {
        var batch = ImmutableArray.CreateBuilder<DecidedWrite>();
        var bytes = 0;
        foreach (var write in writes)
        {
            if (batch.Count > 0 && (batch.Count == MostWrites || bytes + write.Bytes > MostBytes))
            {
                yield return batch.DrainToImmutable();
                bytes = 0;
            }

            batch.Add(write);
            bytes += write.Bytes;
        }

        if (batch.Count > 0)
        {
            yield return batch.DrainToImmutable();
        }
    }

    /// <summary>For an etcd that takes less than others do.</summary>
    /// <param name="batch">Two writes at least.</param>
    public static (ImmutableArray<DecidedWrite> First, ImmutableArray<DecidedWrite> Second) Halve(
        ImmutableArray<DecidedWrite> batch) => (batch[..(batch.Length / 2)], batch[(batch.Length / 2)..]);
}
