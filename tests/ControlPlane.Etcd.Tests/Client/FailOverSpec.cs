using ControlPlane.Actors;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class FailOverSpec : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly Txn Put = Txn.Of(new Operation.Put("/a", "1"));
    private static readonly KeyRange Everything = KeyRange.Prefix("/");
    private static readonly byte[] Read = CannedServer.Ok("""{"header":{"revision":"7"}}""");

    private readonly List<RefusingPort> _nobody = [];

    public void Dispose() => _nobody.ForEach(port => port.Dispose());

    [Fact]
    public async Task A_member_that_is_not_there_is_passed_over_for_reads_and_writes()
    {
        await using var etcd = await EtcdServer.StartAsync();
        foreach (var ask in new Func<IEtcd, Task>[]
        {
            client => client.CommitAsync(Put),
            client => client.RangeAsync(Everything),
            client => client.GrantAsync(TimeSpan.FromSeconds(5)),
            client => client.KeepAliveAsync(1),
            client => client.RevokeAsync(1),
        })
        {
            using var client = Client(Long, Nobody(), Nobody(), new Uri(etcd.Endpoint));
            await ask(client);
        }
    }

    [Fact]
    public async Task It_stays_with_a_member_that_answers()
    {
        using var first = new CannedServer(_ => Read);
        using var second = new CannedServer(_ => Read);
        using var client = Client(Long, Nobody(), second.Endpoint, first.Endpoint);
        for (var n = 0; n < 5; n++)
        {
            await client.RangeAsync(Everything);
        }

        Assert.Equal((0, 5), (first.Requests, second.Requests));
    }

    [Fact]
    public async Task A_write_that_may_have_arrived_is_not_sent_again_to_anybody()
    {
        using var breaks = new CannedServer(_ => []);
        using var other = new CannedServer(_ => CannedServer.Ok("""{"header":{"revision":"7"},"succeeded":true}"""));
        using var client = Client(Long, breaks.Endpoint, other.Endpoint);
        var failure = await Assert.ThrowsAsync<EtcdException>(() => client.CommitAsync(Put));
        Assert.Equal(EtcdFailure.Unavailable, failure.Failure);
        Assert.Contains($"{breaks.Endpoint}v3/kv/txn", failure.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (breaks.Requests, other.Requests));
        Assert.True((await client.CommitAsync(Put)).Succeeded); // The next one goes elsewhere.
        Assert.Equal((1, 1), (breaks.Requests, other.Requests));
    }

    [Fact]
    public async Task A_read_whose_connection_breaks_is_asked_elsewhere()
    {
        using var breaks = new CannedServer(_ => []);
        using var cuts = new CannedServer(_ => Read[..^5]);
        using var other = new CannedServer(_ => Read);
        using var client = Client(Long, breaks.Endpoint, cuts.Endpoint, other.Endpoint);
        Assert.Equal(7, (await client.RangeAsync(Everything)).Revision);
        Assert.Equal((1, 1, 1), (breaks.Requests, cuts.Requests, other.Requests));
    }

    [Fact]
    public async Task A_member_that_accepts_and_says_nothing_costs_one_timeout()
    {
        using var silent = new CannedServer(_ => null);
        using var other = new CannedServer(_ => Read);
        var time = new SteppedTime();
        using var client = new EtcdClient(new EtcdSettings([silent.Endpoint, other.Endpoint], Long), time);
        Assert.Equal(7, (await TimesOut(client.RangeAsync(Everything), silent, time)).Revision);
        Assert.Equal(7, (await client.RangeAsync(Everything)).Revision);
        Assert.Equal((1, 2), (silent.Requests, other.Requests));
    }

    [Fact]
    public async Task A_write_that_nobody_answers_fails_in_time_and_once()
    {
        using var silent = new CannedServer(_ => null);
        using var other = new CannedServer(_ => Read);
        var time = new SteppedTime();
        using var client = new EtcdClient(new EtcdSettings([silent.Endpoint, other.Endpoint], Long), time);
        var failure = await Assert.ThrowsAsync<EtcdException>(() => TimesOut(client.CommitAsync(Put), silent, time));
        Assert.Equal(EtcdFailure.Unavailable, failure.Failure);
        Assert.Contains("no answer within", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task Nobody_there_is_unavailable_and_a_caller_that_gives_up_is_cancelled()
    {
        using var client = Client(Long, Nobody(), Nobody());
        var failure = await Assert.ThrowsAsync<EtcdException>(() => client.CommitAsync(Put));
        Assert.Equal(EtcdFailure.Unavailable, failure.Failure);

        using var silent = new CannedServer(_ => null);
        using var patient = Client(Long, silent.Endpoint);
        using var gaveUp = new CancellationTokenSource();
        var asked = patient.RangeAsync(Everything, gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_real_etcd_that_is_killed_and_comes_back_is_used_again()
    {
        await using var etcd = await EtcdServer.StartAsync();
        using var client = Client(Long, new Uri(etcd.Endpoint));
        var before = await client.CommitAsync(Put);
        etcd.Kill();
        Assert.Equal(
            EtcdFailure.Unavailable,
            (await Assert.ThrowsAsync<EtcdException>(() => client.RangeAsync(Everything))).Failure);
        await etcd.StartAgainAsync();
        Assert.Equal(before.Revision, (await client.RangeAsync(Everything)).Revision);
    }

    private Uri Nobody()
    {
        _nobody.Add(new RefusingPort());
        return new Uri($"http://{_nobody[^1].Address}");
    }

    /// <summary>The same request, which has arrived and got no answer until its time was over.</summary>
    private static async Task<T> TimesOut<T>(Task<T> asked, CannedServer silent, SteppedTime time)
    {
        await Eventually.True(() => silent.Requests == 1);
        Assert.False(asked.IsCompleted);
        time.Advance(Long);
        return await asked.WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
    }

    private static EtcdClient Client(TimeSpan timeout, params Uri[] endpoints) =>
        new(new EtcdSettings([.. endpoints], timeout));
}
