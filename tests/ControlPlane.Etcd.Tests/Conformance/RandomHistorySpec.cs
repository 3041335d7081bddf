namespace ControlPlane.Etcd.Tests.Conformance;

[Collection(RealEtcdScenarios.Name)]
public sealed class RandomHistorySpec(RealEtcdFixture real)
{
    private const int Requests = 500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_real_etcd_and_the_fake_one_answer_alike(int seed)
    {
        await real.Etcd.Client.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.Prefix("/history/"))));
        var wanted = await new RandomHistory(real.Etcd, seed).PlayAsync(Requests);
        var got = await new RandomHistory(new SteppedEtcd(), seed).PlayAsync(Requests);
        Assert.Equal(wanted, got);

        // Not trivially: both lists of transactions, refusals and lost leases occur.
        foreach (var kind in new[] { "True", "False", "Refused", "LeaseLost", "kept 00", "kept \0", "deleted" })
        {
            Assert.Contains(wanted, line => $"{line}\0".StartsWith(kind, StringComparison.Ordinal));
        }
    }
}
