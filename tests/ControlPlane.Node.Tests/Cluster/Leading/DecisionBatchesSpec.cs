using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class DecisionBatchesSpec
{
    private static DecidedWrite Write(int number, int bytes = 200) =>
        DecidedWrite.Of($"s{number}", null, new Assignment(1, 0, []), Views.Keys) with { Bytes = bytes };

    private static List<int> Sizes(IEnumerable<DecidedWrite> writes) =>
        [.. DecisionBatches.Cut(writes).Select(batch => batch.Length)];

    [Fact]
    public void None_is_none() => Assert.Empty(DecisionBatches.Cut([]));

    [Fact]
    public void A_thousand_are_cut_by_their_number_in_their_order()
    {
        List<DecidedWrite> all = [.. Enumerable.Range(0, 1050).Select(i => Write(i))];
        Assert.Equal([.. Enumerable.Repeat(100, 10), 50], Sizes(all));
        Assert.Equal(all, DecisionBatches.Cut(all).SelectMany(batch => batch));
    }

    [Fact]
    public void Long_ones_are_cut_by_their_bytes() => Assert.Equal(
        [2, 1, 1, 3],
        Sizes([.. new[] { 400_000, 600_000, 1, 1_400_000, 999_998, 1, 1 }.Select((bytes, i) => Write(i, bytes))]));

    [Fact]
    public void What_a_write_weighs_is_what_etcd_counts_and_a_little_more()
    {
        var shares = Enumerable.Range(0, 500).Select(i => new NodeShare($"node-{i}.example.com", 3, 4, 5, 6, 7, 8, 9, 10, true));
        var assignment = new Assignment(1, 0, ValueList.From(shares));
        var write = DecidedWrite.Of("web", null, assignment, Views.Keys);
        Assert.InRange(write.Bytes, ClusterCodec.Encode(assignment).Length + "/cplane/test/assignments/web".Length, 100_000);
    }

    [Fact]
    public void A_batch_is_halved()
    {
        var (first, second) = DecisionBatches.Halve([Write(1), Write(2), Write(3)]);
        Assert.Equal(["s1"], first.Select(w => w.Service));
        Assert.Equal(["s2", "s3"], second.Select(w => w.Service));
    }
}
