using ControlPlane.Actors;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Tests.Services;

public sealed class ClusterLinkSpec
{
    private readonly ClusterLink _link = new(ActorRefs.Nobody, null!);
    private ServiceWish _wish = new(true, 1, Generation: 1, Rolling: false);

    private bool Enabled(long intent, long generation = 0)
    {
        _wish = _link.Follow(_wish, new LocalWish(true, 1, null, generation, false, intent, intent));
        return _wish.Enabled;
    }

    [Fact]
    public void What_was_given_up_is_tried_again_when_people_want_it_anew()
    {
        Assert.True(Enabled(40));
        _link.GaveUp();
        Assert.False(Enabled(40));
        Assert.True(Enabled(41));
    }

    [Fact]
    public void That_goes_for_a_store_that_was_restored_from_an_older_state_too()
    {
        Assert.True(Enabled(1500));
        _link.GaveUp();
        Assert.False(Enabled(1500));
        Assert.False(Enabled(40));
        Assert.True(Enabled(41));
    }

    [Fact]
    public void What_was_never_given_up_runs_on_when_the_store_goes_back()
    {
        Assert.True(Enabled(1500));
        Assert.True(Enabled(40));
    }
}
