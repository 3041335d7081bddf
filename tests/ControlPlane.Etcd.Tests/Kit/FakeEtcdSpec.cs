using ControlPlane.Actors;
using ControlPlane.Etcd.Tests.Conformance;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Kit;

public sealed class FakeEtcdSpec
{
    private static readonly KeyRange All = KeyRange.Prefix("/");
    private static readonly Txn Put = Txn.Of(new Operation.Put("/a", "1"));

    private readonly SteppedTime _time = new();
    private readonly FakeEtcd _etcd;
    private readonly FakeEtcdClient _one;
    private readonly FakeEtcdClient _other;

    public FakeEtcdSpec()
    {
        _etcd = new FakeEtcd(_time);
        _one = _etcd.Client("one");
        _other = _etcd.Client("other");
        _one.Deadline = _other.Deadline = Seconds(2);
        _one.RequestDelay = _one.AnswerDelay = Seconds(0.25);
    }

    [Fact]
    public void A_request_takes_effect_and_is_answered_after_its_delays()
    {
        var asked = _one.CommitAsync(Put);
        Pass(0.2);
        Assert.Null(_etcd.Value("/a"));
        Pass(0.1);
        Assert.Equal("1", _etcd.Value("/a"));
        Assert.False(asked.IsCompleted);
        Pass(0.2);
        Assert.True(asked.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_follows_an_answer_runs_in_the_timer_that_brings_it()
    {
        var dispatcher = new SteppedDispatcher(1);
        var etcd = new FakeEtcd(dispatcher.Time);
        var thread = 0;
        etcd.Client("node").CommitAsync(Put).ContinueWith(
            _ => thread = Environment.CurrentManagedThreadId,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        dispatcher.Advance(Seconds(1));
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void Cut_off_requests_fail_at_their_deadline_and_do_nothing()
    {
        var before = _one.CommitAsync(Put);
        _one.Cut();
        var after = _one.CommitAsync(Put);
        Pass(1.9);
        Assert.False(before.IsCompleted || after.IsCompleted);
        Pass(0.2);
        Assert.Equal(EtcdFailure.Unavailable, Failure(before));
        Assert.Equal(EtcdFailure.Unavailable, Failure(after));
        Assert.Null(_etcd.Value("/a"));
        Assert.True(Answered(_other.CommitAsync(Put)));
        _one.Heal();
        Assert.True(Answered(_one.CommitAsync(Put)));
    }

    [Fact]
    public void A_lost_answer_leaves_the_change()
    {
        _one.LoseAnswers();
        var asked = _one.CommitAsync(Put);
        Pass(3);
        Assert.Equal(EtcdFailure.Unavailable, Failure(asked));
        Assert.Equal("1", _etcd.Value("/a"));

        _one.Heal();
        var cut = _one.CommitAsync(Txn.Of(new Operation.Put("/b", "1")));
        Pass(0.3);
        _one.Cut();
        Pass(3);
        Assert.Equal(EtcdFailure.Unavailable, Failure(cut));
        Assert.Equal("1", _etcd.Value("/b"));
    }

    [Fact]
    public void A_request_that_is_late_takes_effect_when_nobody_waits_for_it_any_more()
    {
        _one.RequestDelay = Seconds(5);
        var asked = _one.CommitAsync(Put);
        Pass(2.1);
        Assert.Equal(EtcdFailure.Unavailable, Failure(asked));
        Assert.Null(_etcd.Value("/a"));
        Pass(3);
        Assert.Equal("1", _etcd.Value("/a"));
    }

    [Fact]
    public void A_caller_that_gives_up_does_not_undo_it()
    {
        using var gaveUp = new CancellationTokenSource();
        var asked = _one.CommitAsync(Put, gaveUp.Token);
        gaveUp.Cancel();
        Assert.True(asked.IsCanceled);
        Pass(1);
        Assert.Equal("1", _etcd.Value("/a"));
    }

    [Fact]
    public void A_watch_that_is_cut_off_says_so_at_the_deadline_and_goes_on_without_a_gap()
    {
        var heard = new Heard();
        using var watch = _one.Watch(All, 1, heard.Hear);
        _etcd.Put("/a", "1");
        Pass(1);
        _one.Cut();
        _etcd.Put("/a", "2");
        Pass(1.9);
        Assert.Single(heard.News);
        Pass(0.2);
        _etcd.Put("/a", "3");
        Pass(10);
        Assert.IsType<WatchNews.Interrupted>(heard.News[^1]);
        _one.Heal();
        Pass(1);
        Assert.Equal(["Changes", "Interrupted", "Resumed", "Changes"], heard.News.Select(n => n.GetType().Name));
        Assert.Equal("a=1 a=2 a=3", heard.Story("/"));
    }

    [Fact]
    public void A_short_cut_is_not_noticed_by_a_watch()
    {
        var heard = new Heard();
        using var watch = _one.Watch(All, 1, heard.Hear);
        Pass(1);
        _one.Cut();
        _etcd.Put("/a", "1");
        Pass(1);
        _one.Heal();
        Pass(1);
        Assert.Equal("a=1", heard.Story("/"));
        Assert.Single(heard.News);
    }

    [Fact]
    public void A_watch_whose_history_was_compacted_while_it_was_cut_off_ends()
    {
        var heard = new Heard();
        using var watch = _one.Watch(All, 1, heard.Hear);
        _etcd.Put("/a", "1");
        Pass(1);
        _one.Cut();
        _etcd.Put("/a", "2");
        _etcd.Put("/a", "3");
        _etcd.Compact(_etcd.Revision);
        _one.Heal();
        Pass(1);
        _etcd.Put("/a", "4");
        Pass(1);
        Assert.Equal(["Changes", "Compacted"], heard.News.Select(n => n.GetType().Name));
    }

    [Fact]
    public void Word_that_nothing_happens_saves_a_quiet_watch_from_compaction()
    {
        var heard = new Heard();
        using var watch = _one.Watch(KeyRange.Prefix("/quiet/"), 1, heard.Hear);
        _etcd.Put("/a", "1");
        _etcd.Put("/a", "2");
        Pass(1);
        _etcd.Progress();
        Assert.Equal(_etcd.Revision, Assert.IsType<WatchNews.Changes>(Assert.Single(heard.News)).Revision);
        _one.Cut();
        _etcd.Compact(_etcd.Revision);
        _one.Heal();
        _etcd.Put("/quiet/a", "3");
        Pass(1);
        Assert.Single(heard.Events);
    }

    [Fact]
    public void One_that_is_killed_refuses_at_once_and_its_leases_begin_anew()
    {
        var lease = Answer(_one.GrantAsync(Seconds(10)));
        Answer(_one.CommitAsync(Txn.Of(new Operation.Put("/a", "1", lease.Id))));
        Pass(8);
        _etcd.Stop();
        var asked = _one.RangeAsync(All);
        Pass(0.6);
        Assert.Equal(EtcdFailure.Unavailable, Failure(asked));
        Pass(60);
        Assert.Equal("1", _etcd.Value("/a"));
        _etcd.Start();
        Pass(9);
        Assert.Equal("1", _etcd.Value("/a"));
        Pass(2);
        Assert.Null(_etcd.Value("/a"));
    }

    [Fact]
    public void One_that_stood_still_ends_its_overdue_leases_when_it_goes_on()
    {
        var lease = Answer(_one.GrantAsync(Seconds(10)));
        Answer(_one.CommitAsync(Txn.Of(new Operation.Put("/a", "1", lease.Id))));
        _etcd.Freeze();
        var asked = _one.KeepAliveAsync(lease.Id);
        Pass(60);
        Assert.Equal(EtcdFailure.Unavailable, Failure(asked));
        Assert.Equal("1", _etcd.Value("/a"));
        _etcd.Start();
        Assert.Null(_etcd.Value("/a"));
        Assert.Null(Answer(_one.KeepAliveAsync(lease.Id)));
    }

    [Fact]
    public void A_lease_that_is_over_is_lost_before_its_keys_are_gone()
    {
        _etcd.ExpiryLag = Seconds(2);
        var lease = Answer(_other.GrantAsync(Seconds(10)));
        Answer(_other.CommitAsync(Txn.Of(new Operation.Put("/a", "1", lease.Id))));
        Pass(8.5);
        Assert.Null(Answer(_other.KeepAliveAsync(lease.Id)));
        Assert.Equal("1", _etcd.Value("/a"));
        Pass(2);
        Assert.Null(_etcd.Value("/a"));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static EtcdFailure? Failure(Task asked) =>
        Assert.IsType<EtcdException>(asked.Exception?.InnerException).Failure;

    private void Pass(double seconds) => _time.Advance(Seconds(seconds));

    private bool Answered(Task asked)
    {
        Pass(1);
        return asked.IsCompletedSuccessfully;
    }

    private T Answer<T>(Task<T> asked)
    {
        Assert.True(Answered(asked));
        return asked.GetAwaiter().GetResult();
    }
}
