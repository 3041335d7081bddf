using ControlPlane.Etcd.Tests.Conformance;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class WatchResumeSpec : IAsyncLifetime
{
    private const int Changes = 300;
    private const string Prefix = "/watched/";

    private static readonly KeyRange Watched = KeyRange.Prefix(Prefix);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private EtcdServer _etcd = null!;
    private EtcdClient _writer = null!;
    private TcpProxy _proxy = null!;

    public async Task InitializeAsync()
    {
        _etcd = await EtcdServer.StartAsync();
        _proxy = new TcpProxy(_etcd.Port);
        _writer = new EtcdClient(new EtcdSettings([new Uri(_etcd.Endpoint)], TimeSpan.FromSeconds(20)));
    }

    public async Task DisposeAsync()
    {
        _writer.Dispose();
        await _proxy.DisposeAsync();
        await _etcd.DisposeAsync();
    }

    [Fact]
    public async Task Connections_that_break_cost_no_change_and_repeat_none()
    {
        using var client = Client();
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        for (var n = 1; n <= Changes; n++)
        {
            await PutAsync($"{n}");
            if (n % 10 == 0)
            {
                _proxy.Cut();
            }

            if (n % 50 == 0)
            {
                await Eventually.True(
                    () => heard.Events.Length > n - 20, describe: () => $"{heard.Events.Length} of {n}");
            }
        }

        await Eventually.True(
            () => heard.Events.Length >= Changes, describe: () => $"{heard.Events.Length} of {Changes}");
        Assert.Equal(Enumerable.Range(1, Changes).Select(n => $"{n}"), heard.Events.Select(e => e.Key.Value));
        Assert.True(_proxy.Accepted > 5, $"{_proxy.Accepted} connections only: nothing was cut");
    }

    [Fact]
    public async Task It_says_once_that_nobody_answers_and_once_that_it_hears_again()
    {
        using var client = Client();
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        await PutAsync("1");
        await Eventually.True(() => heard.Events.Length == 1);
        _proxy.Refuse();
        var before = _proxy.Accepted;
        await Eventually.True(() => _proxy.Accepted > before + 3);
        await PutAsync("2");
        _proxy.Welcome();
        await Eventually.True(() => heard.Events.Length == 2);
        Assert.Equal(
            ["Changes", "Interrupted", "Resumed", "Changes"],
            heard.News.Select(news => news.GetType().Name));
    }

    [Fact]
    public async Task A_compaction_while_it_was_cut_off_is_told_and_ends_it()
    {
        using var client = Client();
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        await PutAsync("1");
        await Eventually.True(() => heard.Events.Length == 1);
        _proxy.Refuse();
        await PutAsync("2");
        var last = await PutAsync("3");
        await _etcd.CompactAsync(last);
        _proxy.Welcome();
        await Eventually.True(() => heard.News.Length > 0 && heard.News[^1] is WatchNews.Compacted);
        Assert.Equal(new WatchNews.Compacted(last), heard.News[^1]);
        await PutAsync("4");
        var other = new Heard();
        using var next = client.Watch(Watched, last, other.Hear);
        await Eventually.True(() => other.Events.Length == 2);
        Assert.Single(heard.Events);
    }

    [Fact]
    public async Task One_whose_member_stands_still_goes_on_at_another()
    {
        using var still = new TcpProxy(_etcd.Port);
        using var client = new EtcdClient(new EtcdSettings([Of(still), Of(_proxy)], Timeout));
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        await PutAsync("1");
        await Eventually.True(() => heard.Events.Length == 1);
        still.Stall();
        await PutAsync("2");
        await client.RangeAsync(Watched); // Times out there, is answered here: so the client knows.
        await Eventually.True(() => heard.Events.Length == 2);
        Assert.Equal(["1", "2"], heard.Events.Select(e => e.Key.Value));
        Assert.DoesNotContain(heard.News, news => news is WatchNews.Interrupted);
    }

    [Fact]
    public async Task One_that_is_behind_other_answers_for_too_long_is_made_anew()
    {
        using var client = Client();
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        await PutAsync("1");
        await Eventually.True(() => heard.Events.Length == 1);
        var before = _proxy.Accepted;
        await _writer.CommitAsync(Txn.Of(new Operation.Put("/elsewhere", "")));
        await client.RangeAsync(Watched);
        await Eventually.True(() => _proxy.Accepted > before);
        await PutAsync("2");
        await Eventually.True(() => heard.Events.Length == 2);
        Assert.All(heard.News, news => Assert.IsType<WatchNews.Changes>(news));
    }

    [Fact]
    public async Task An_etcd_that_is_paused_is_noticed_and_one_that_is_continued_too()
    {
        using var client = Client();
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        await PutAsync("1");
        await Eventually.True(() => heard.Events.Length == 1);
        _etcd.Pause();
        await Assert.ThrowsAsync<EtcdException>(() => client.RangeAsync(Watched));
        await Eventually.True(() => heard.News[^1] is WatchNews.Interrupted);
        _etcd.Continue();
        await Eventually.True(() => heard.News[^1] is WatchNews.Resumed);
        await PutAsync("2");
        await Eventually.True(() => heard.Events.Length == 2);
    }

    [Fact]
    public async Task A_silent_store_still_tells_how_far_it_is()
    {
        await using var etcd = await EtcdServer.StartAsync(new() { ProgressEvery = TimeSpan.FromMilliseconds(200) });
        using var client = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], Timeout));
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        var revision = (await client.CommitAsync(Txn.Of(new Operation.Put("/elsewhere", "")))).Revision;
        await Eventually.True(
            () => heard.News.OfType<WatchNews.Changes>().Any(c => c.Events.IsEmpty && c.Revision == revision));
        await etcd.CompactAsync(revision);
        await client.CommitAsync(Txn.Of(new Operation.Put($"{Prefix}a", "1")));
        await Eventually.True(() => heard.Events.Length == 1);
    }

    [Fact]
    public async Task A_large_past_arrives_whole()
    {
        var large = new string('x', 500_000);
        for (var n = 0; n < 20; n++)
        {
            await _writer.CommitAsync(Txn.Of(
                new Operation.Put($"{Prefix}a", $"{n}{large}"), new Operation.Put($"{Prefix}b", $"{n}{large}")));
        }

        using var client = Client();
        var heard = new Heard();
        using var watch = client.Watch(Watched, 1, heard.Hear);
        await Eventually.True(() => heard.Events.Length == 40);
        Assert.Equal(
            Enumerable.Range(0, 20).SelectMany(n => new[] { $"a={n}x", $"b={n}x" }),
            heard.Events.Select(e => $"{e.Key.Key[Prefix.Length..]}={e.Key.Value.TrimEnd('x')}x"));
        Assert.All(heard.News.Cast<WatchNews.Changes>(), c => Assert.Equal(0, c.Events.Length % 2));
    }

    private static Uri Of(TcpProxy proxy) => new($"http://127.0.0.1:{proxy.Port}");

    private EtcdClient Client() => new(new EtcdSettings([Of(_proxy)], Timeout));

    private async Task<long> PutAsync(string value) =>
        (await _writer.CommitAsync(Txn.Of(new Operation.Put($"{Prefix}a", value)))).Revision;
}
