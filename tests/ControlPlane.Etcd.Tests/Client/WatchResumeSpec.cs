using ControlPlane.Etcd.Tests.Conformance;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class WatchResumeSpec : IAsyncLifetime
{
    private const int Changes = 300;
    private const string Prefix = "/watched/";

    private static readonly KeyRange Watched = KeyRange.Prefix(Prefix);

    /// <summary>Nobody waits for it …</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>… but where a member is silent on purpose.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(2);

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
        using var watching = new Watching(Timeout, Of(_proxy));
        var heard = watching.Heard;
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
        using var watching = await BegunAsync(Timeout, Of(_proxy));
        var heard = watching.Heard;
        _proxy.Refuse();
        var before = _proxy.Accepted;
        await Eventually.True(() => _proxy.Accepted > before + 3);
        await PutAsync("2");
        _proxy.Welcome();
        await watching.HasHeard(2);
        Assert.Equal(
            ["Changes", "Interrupted", "Resumed", "Changes"],
            heard.News.Select(news => news.GetType().Name));
    }

    [Fact]
    public async Task A_compaction_while_it_was_cut_off_is_told_and_ends_it()
    {
        using var watching = await BegunAsync(Timeout, Of(_proxy));
        var heard = watching.Heard;
        _proxy.Refuse();
        await PutAsync("2");
        var last = await PutAsync("3");
        await _etcd.CompactAsync(last);
        _proxy.Welcome();
        await Eventually.True(() => heard.News.Length > 0 && heard.News[^1] is WatchNews.Compacted);
        Assert.Equal(new WatchNews.Compacted(last), heard.News[^1]);
        await PutAsync("4");
        var other = new Heard();
        using var next = watching.Client.Watch(Watched, last, other.Hear);
        await Eventually.True(() => other.Events.Length == 2);
        Assert.Single(heard.Events);
    }

    [Fact]
    public async Task One_whose_member_stands_still_goes_on_at_another()
    {
        using var still = new TcpProxy(_etcd.Port);
        using var watching = await BegunAsync(Short, Of(still), Of(_proxy));
        var heard = watching.Heard;
        still.Stall();
        await PutAsync("2");
        await watching.Client.RangeAsync(Watched); // Times out there, is answered here: so the client knows.
        await watching.HasHeard(2);
        Assert.Equal(["1", "2"], heard.Events.Select(e => e.Key.Value));
        Assert.DoesNotContain(heard.News, news => news is WatchNews.Interrupted);
    }

    [Fact]
    public async Task One_that_is_behind_other_answers_for_too_long_is_made_anew()
    {
        using var watching = await BegunAsync(Timeout, Of(_proxy));
        var heard = watching.Heard;
        await _writer.CommitAsync(Txn.Of(new Operation.Put("/elsewhere", "")));
        await watching.Client.RangeAsync(Watched);
        Assert.Equal(2, _proxy.Open); // That of the watch, and one for the request.
        await Eventually.True(() => _proxy.Open < 2); // The new watch takes the one that is idle.
        await PutAsync("2");
        await watching.HasHeard(2);
        Assert.All(heard.News, news => Assert.IsType<WatchNews.Changes>(news));
    }

    [Fact]
    public async Task An_etcd_that_is_paused_is_noticed_and_one_that_is_continued_too()
    {
        using var watching = await BegunAsync(Short, Of(_proxy));
        var heard = watching.Heard;
        await _etcd.PauseAsync();
        await Assert.ThrowsAsync<EtcdException>(() => watching.Client.RangeAsync(Watched));
        await Eventually.True(() => heard.News[^1] is WatchNews.Interrupted);
        _etcd.Continue();
        await Eventually.True(() => heard.News[^1] is WatchNews.Resumed);
        await PutAsync("2");
        await watching.HasHeard(2);
    }

    [Fact]
    public async Task A_silent_store_still_tells_how_far_it_is()
    {
        await using var etcd = await EtcdServer.StartAsync(new() { ProgressEvery = TimeSpan.FromMilliseconds(200) });
        using var watching = new Watching(Timeout, new Uri(etcd.Endpoint));
        var heard = watching.Heard;
        var revision = (await watching.Client.CommitAsync(Txn.Of(new Operation.Put("/elsewhere", "")))).Revision;
        await Eventually.True(
            () => heard.News.OfType<WatchNews.Changes>().Any(c => c.Events.IsEmpty && c.Revision == revision));
        await etcd.CompactAsync(revision);
        await watching.Client.CommitAsync(Txn.Of(new Operation.Put($"{Prefix}a", "1")));
        await watching.HasHeard(1);
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

        using var watching = new Watching(Timeout, Of(_proxy));
        var heard = watching.Heard;
        await watching.HasHeard(40);
        Assert.Equal(
            Enumerable.Range(0, 20).SelectMany(n => new[] { $"a={n}x", $"b={n}x" }),
            heard.Events.Select(e => $"{e.Key.Key[Prefix.Length..]}={e.Key.Value.TrimEnd('x')}x"));
        Assert.All(heard.News.Cast<WatchNews.Changes>(), c => Assert.Equal(0, c.Events.Length % 2));
    }

    private static Uri Of(TcpProxy proxy) => new($"http://127.0.0.1:{proxy.Port}");

    /// <summary>It has heard the first change already.</summary>
    private async Task<Watching> BegunAsync(TimeSpan timeout, params Uri[] endpoints)
    {
        var watching = new Watching(timeout, endpoints);
        await PutAsync("1");
        await watching.HasHeard(1);
        return watching;
    }

    private async Task<long> PutAsync(string value) =>
        (await _writer.CommitAsync(Txn.Of(new Operation.Put($"{Prefix}a", value)))).Revision;

    /// <summary>A client that watches from the first change on, and what it has told.</summary>
    private sealed class Watching : IDisposable
    {
        private readonly IDisposable _watch;

        public Watching(TimeSpan timeout, params Uri[] endpoints)
        {
            Client = new EtcdClient(new EtcdSettings([.. endpoints], timeout) { WatchLag = Lag });
            _watch = Client.Watch(Watched, 1, Heard.Hear);
        }

        public EtcdClient Client { get; }

        public Heard Heard { get; } = new();

        public Task HasHeard(int changes) => Eventually.True(
            () => Heard.Events.Length == changes, describe: () => $"{Heard.Events.Length} of {changes}");

        public void Dispose()
        {
            _watch.Dispose();
            Client.Dispose();
        }
    }
}
