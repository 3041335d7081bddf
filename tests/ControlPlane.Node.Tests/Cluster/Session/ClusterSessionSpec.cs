using ControlPlane.Node.Cluster.Session;

namespace ControlPlane.Node.Tests.Cluster.Session;

public sealed class ClusterSessionSpec
{
    private static readonly ClusterSession Session = new(7, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(100));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void It_holds_until_the_time_is_over_that_was_granted_counted_from_when_it_was_asked_for()
    {
        Assert.True(Session.HoldsAt(At(104.999)));
        Assert.False(Session.HoldsAt(At(105)));
    }

    [Fact]
    public void In_the_last_fifth_nothing_is_decided_for_others()
    {
        Assert.True(Session.MayDecideAt(At(103.999)));
        Assert.False(Session.MayDecideAt(At(104)));
    }

    [Fact]
    public void It_is_renewed_three_times_in_its_life() => Assert.Equal(
        TimeSpan.FromSeconds(100) + (TimeSpan.FromSeconds(5) / 3), Session.RenewalDue);

    [Fact]
    public void A_renewal_counts_from_when_it_was_asked_for_with_what_was_granted_then()
    {
        var renewed = Session.RenewedAt(At(103), TimeSpan.FromSeconds(4));
        Assert.Equal(At(107), renewed.Deadline);
        Assert.Equal(7, renewed.Lease);
    }
}
