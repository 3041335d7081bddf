using System.Collections.Immutable;
using System.Text;
using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>What etcd refuses before it looks at a key: its limits, and lists that contradict themselves.</summary>
internal static class FakeRules
{
    private const int MostOperations = 128;
    private const int MostBytes = 1536 * 1024;

    public static void Check(Txn txn)
    {
        if (Math.Max(txn.If.Length, Math.Max(txn.Then.Length, txn.Else.Length)) > MostOperations)
        {
            throw Refused("too many operations in txn request");
        }

        foreach (var comparison in txn.If)
        {
            Name(comparison.Key);
        }

        var bytes = Check(txn.Then) + Check(txn.Else);
        if (bytes > MostBytes)
        {
            throw Refused("request is too large");
        }
    }

    public static void Check(KeyRange range) => Name(range.Key);

    private static int Check(ImmutableArray<Operation> operations)
    {
        var bytes = 0;
        List<string>? puts = null;
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case Operation.Put put:
                    Name(put.Key);
                    bytes += Bytes(put.Key) + Bytes(put.Value);
                    (puts ??= []).Add(put.Key);
                    break;
                case Operation.Delete delete:
                    Name(delete.Range.Key);
                    break;
                case Operation.Get get:
                    Name(get.Range.Key);
                    break;
            }
        }

        if (puts is not null)
        {
            Alone(puts, operations);
        }

        return bytes;
    }

    // A key may be put once in a list, and a list that puts it must not delete it.
    private static void Alone(List<string> puts, ImmutableArray<Operation> operations)
    {
        puts.Sort(StringComparer.Ordinal);
        for (var at = 1; at < puts.Count; at++)
        {
            if (string.Equals(puts[at - 1], puts[at], StringComparison.Ordinal))
            {
                throw Refused("duplicate key given in txn request");
            }
        }

        foreach (var operation in operations)
        {
            if (operation is Operation.Delete delete && puts.Exists(delete.Range.Contains))
            {
                throw Refused("duplicate key given in txn request");
            }
        }
    }

    private static void Name(string key)
    {
        if (key.Length == 0)
        {
            throw Refused("key is not provided");
        }
    }

    private static int Bytes(string text) =>
        text.Length < MostBytes / 1024 ? text.Length : Encoding.UTF8.GetByteCount(text);

    private static EtcdException Refused(string why) => new(EtcdFailure.Refused, $"etcdserver: {why}");
}
