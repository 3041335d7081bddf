using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class ClusterMirrorSpec
{
    private readonly Views _views = new();

    private static Assignment Of(long epoch, int count) => new(epoch, 0, [new NodeShare("n1", count, count)]);

    [Fact]
    public void What_is_written_is_seen_and_what_is_deleted_is_gone()
    {
        _views.Node("n1").Put(Views.Keys.Service("web"), new DesiredService(Scale: 3));
        Assert.Equal(3, _views.View.Desired("web").Value.Scale);
        Assert.Equal(4, _views.View.Desired("web").Modified);
        _views.Delete(Views.Keys.Node("n1"));
        Assert.Empty(_views.View.Nodes);
        Assert.Equal("n1", Assert.Single(_views.View.Members).Key);
        Assert.Equal(5, _views.View.Revision);
    }

    [Fact]
    public void A_damaged_key_is_reported_once_and_counts_as_not_there()
    {
        var key = Views.Keys.Drain("n1");
        _views.Put(key, new NodeDrain("me")).Put(key, "{").Put(key, "[]");
        Assert.Equal(key, Assert.Single(_views.Complaints).Key);
        Assert.Empty(_views.View.Drains);
    }

    [Fact]
    public void A_damaged_key_can_be_overwritten_because_its_revision_is_known()
    {
        var key = Views.Keys.Service("web");
        _views.Put(key, "{");
        Assert.Equal(new Comparison.ChangedAt(key, 2), _views.View.Unchanged(key, _views.View.Desired("web").Modified));
        _views.Put(key, new DesiredService());
        Assert.Equal(new Comparison.ChangedAt(key, 3), _views.View.Unchanged(key, _views.View.Desired("web").Modified));
        Assert.Empty(_views.View.Damaged);
    }

    [Fact]
    public void A_key_that_was_mended_and_is_damaged_again_is_reported_again()
    {
        var key = Views.Keys.Drain("n1");
        _views.Put(key, "{").Put(key, new NodeDrain("me")).Put(key, "{");
        Assert.Equal(2, _views.Complaints.Count);
    }

    [Fact]
    public void A_foreign_key_is_reported_once_and_changes_nothing()
    {
        _views.Put(Views.Keys.Prefix + "what/is/this", "1").Put(Views.Keys.Prefix + "what/is/this", "2");
        Assert.Contains("not a key of a cluster", Assert.Single(_views.Complaints).Problem, StringComparison.Ordinal);
        Assert.Equal(ClusterView.Empty with { Revision = 3 }, _views.View);
    }

    [Fact]
    public void An_assignment_of_an_earlier_epoch_is_refused_when_a_later_one_had_begun()
    {
        _views.Leads("n1").Put(Views.Keys.Assignment("web"), Of(2, 1)).Delete(Views.Keys.Leader).Leads("n2");
        _views.Put(Views.Keys.Assignment("web"), Of(2, 9));
        Assert.Equal(1, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        Assert.Equal("web", Assert.Single(_views.View.Spoiled));
        _views.Put(Views.Keys.Assignment("web"), Of(5, 2));
        Assert.Equal(2, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        Assert.Empty(_views.View.Spoiled);
    }

    [Fact]
    public void An_assignment_that_was_written_before_a_later_epoch_began_still_counts()
    {
        _views.Mirror.Load(new RangeReply(9,
        [
            Views.Item(Views.Keys.Assignment("web"), ClusterCodec.Encode(Of(2, 1)), 4),
            Views.Item(Views.Keys.Leader, ClusterCodec.Encode(new LeaderRecord("n2", Guid.NewGuid())), 6),
        ]));
        Assert.Equal(1, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        Assert.Equal(6, _views.View.Epochs.Max);
    }

    [Fact]
    public void Epochs_are_remembered_when_everything_is_read_anew()
    {
        _views.Leads("n1");
        _views.Mirror.Load(
            new RangeReply(9, [Views.Item(Views.Keys.Assignment("web"), ClusterCodec.Encode(Of(1, 9)), 4)]));
        Assert.Null(_views.View.Assignment("web"));
        Assert.Equal("web", Assert.Single(_views.View.Spoiled));
    }

    [Fact]
    public void A_damaged_assignment_leaves_what_was_known()
    {
        _views.Put(Views.Keys.Assignment("web"), Of(1, 4)).Put(Views.Keys.Assignment("web"), "?");
        Assert.Equal(4, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        Assert.Equal("web", Assert.Single(_views.View.Spoiled));
        _views.Delete(Views.Keys.Assignment("web"));
        Assert.Null(_views.View.Assignment("web"));
        Assert.Empty(_views.View.Spoiled);
    }

    [Fact]
    public void An_etcd_that_was_restored_from_an_older_state_is_noticed_and_its_epochs_count_alone()
    {
        _views.Leads("n1").Put(Views.Keys.Assignment("web"), Of(2, 1)).Delete(Views.Keys.Leader).Leads("n2");
        _views.Mirror.Load(new RangeReply(3,
        [
            Views.Item(Views.Keys.Leader, ClusterCodec.Encode(new LeaderRecord("n1", Guid.NewGuid())), 2),
            Views.Item(Views.Keys.Assignment("web"), ClusterCodec.Encode(Of(2, 1)), 3),
        ]));
        Assert.Equal(1, _views.View.Restores);
        Assert.Equal([2], _views.View.Epochs);
        _views.Put(Views.Keys.Assignment("web"), Of(2, 7)); // At 6, past the epoch 5 of the other life.
        Assert.Equal(7, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        Assert.Empty(_views.Complaints);
    }

    [Fact]
    public void Whoever_leads_by_the_word_of_etcd_leads_in_the_last_epoch()
    {
        _views.Put(Views.Keys.Token, "?").Put(Views.Keys.Assignment("x"), Of(3, 1)).Leads("n1");
        _views.Put(Views.Keys.Assignment("x"), Of(5, 1)); // Somebody has made up an epoch that is yet to come.
        Assert.Equal([3, 4], _views.View.Epochs);
        _views.Put(Views.Keys.Assignment("web"), Of(4, 2));
        Assert.Equal(2, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        _views.Mirror.Load(new RangeReply(20,
        [
            Views.Item(Views.Keys.Leader, ClusterCodec.Encode(new LeaderRecord("n1", Guid.NewGuid())), 4),
        ]));
        Assert.Equal([3, 4], _views.View.Epochs);
    }

    [Fact]
    public void A_refused_assignment_is_reported_once_until_one_counts()
    {
        _views.Leads("n1").Delete(Views.Keys.Leader).Leads("n2");
        for (var round = 0; round < 3; round++)
        {
            _views.Put(Views.Keys.Assignment("web"), Of(2, round));
        }

        Assert.Single(_views.Complaints);
        _views.Put(Views.Keys.Assignment("web"), Of(4, 1)).Put(Views.Keys.Assignment("web"), Of(2, 1));
        Assert.Equal(2, _views.Complaints.Count);
    }

    [Fact]
    public void A_damaged_assignment_leaves_what_was_known_also_when_everything_is_read_anew()
    {
        _views.Put(Views.Keys.Assignment("web"), Of(1, 4));
        _views.Mirror.Load(new RangeReply(9, [Views.Item(Views.Keys.Assignment("web"), "?", 8)]));
        Assert.Equal(4, _views.View.Assignment("web")!.Value.Find("n1")!.Count);
        Assert.Equal("web", Assert.Single(_views.View.Spoiled));
        _views.Mirror.Load(new RangeReply(10, []));
        Assert.Null(_views.View.Assignment("web"));
    }
}
