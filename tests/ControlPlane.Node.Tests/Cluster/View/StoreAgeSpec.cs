using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class StoreAgeSpec
{
    private readonly StoreAge _age = new();

    public StoreAgeSpec() => _age.Begin(new RangeReply(9, [Views.Item("a", "", 4), Views.Item("b", "", 9)]));

    [Fact]
    public void A_store_whose_revisions_grow_is_the_same_one()
    {
        Assert.False(_age.IsOlder(new RangeReply(9, [Views.Item("a", "", 4), Views.Item("b", "", 9)]), 9));
        Assert.False(_age.IsOlder(new RangeReply(20, [Views.Item("b", "", 12), Views.Item("c", "", 20)]), 9));
    }

    [Fact]
    public void One_with_a_lower_revision_was_restored() => Assert.True(_age.IsOlder(new RangeReply(8, []), 9));

    [Fact]
    public void One_with_a_key_that_was_changed_later_was_restored_however_much_it_has_done_since()
    {
        _age.Follow(new WatchNews.Changes(30, [new WatchEvent(false, Views.Item("a", "", 30))]));
        Assert.True(_age.IsOlder(new RangeReply(500, [Views.Item("a", "", 4), Views.Item("b", "", 400)]), 30));
    }

    [Fact]
    public void A_key_that_was_deleted_says_nothing_any_more()
    {
        _age.Follow(new WatchNews.Changes(30, [new WatchEvent(true, Views.Item("b", "", 30))]));
        Assert.False(_age.IsOlder(new RangeReply(30, [Views.Item("a", "", 4)]), 30));
    }
}
