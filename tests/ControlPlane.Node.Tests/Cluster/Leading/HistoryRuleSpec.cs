using ControlPlane.Node.Cluster.Leading;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class HistoryRuleSpec
{
    private readonly HistoryRule _rule = new();

    private long? At(double minutes, long revision) => _rule.Next(TimeSpan.FromMinutes(minutes), revision);

    [Fact]
    public void What_is_older_than_ten_minutes_is_forgotten_every_five()
    {
        Assert.Null(At(0, 100));
        Assert.Equal(TimeSpan.FromMinutes(5), _rule.Due);
        Assert.Null(At(4.9, 149));
        Assert.Null(At(5, 150));
        Assert.Equal(100, At(10, 200));
        Assert.Null(At(14.9, 249));
        Assert.Equal(150, At(15, 250));
    }

    [Fact]
    public void After_a_long_pause_all_that_is_old_goes_at_once()
    {
        At(0, 100);
        At(5, 150);
        At(10, 200);
        Assert.Equal(200, At(60, 1000));
    }

    [Fact]
    public void Where_nothing_has_changed_nothing_is_asked()
    {
        At(0, 100);
        At(5, 100);
        Assert.Equal(100, At(10, 100));
        Assert.Null(At(15, 100));
        Assert.Null(At(20, 100));
    }

    [Fact]
    public void A_new_leader_begins_anew()
    {
        At(0, 100);
        At(5, 150);
        _rule.Reset();
        Assert.Null(_rule.Due);
        Assert.Null(At(10, 40)); // The store may have been restored meanwhile.
        Assert.Equal(40, At(20, 60));
    }
}
