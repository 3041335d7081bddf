using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Tests.Cluster.Keys;

public sealed class OverallWishSpec
{
    private static readonly OverallWish Wish = new(
        5, Rolling: false, [new ServiceRestart("A", 4), new ServiceRestart("b", 9), new ServiceRestart("c.d", 6)]);

    [Theory]
    [InlineData("A", 5, false)]
    [InlineData("a", 5, false)]
    [InlineData("b", 9, true)]
    [InlineData("c.d", 6, true)]
    [InlineData("z", 5, false)]
    public void The_last_restart_of_a_service_counts(string service, long generation, bool rolling) =>
        Assert.Equal((generation, rolling), Wish.RestartOf(service));

    [Fact]
    public void Where_nothing_is_wanted_there_is_none() => Assert.Equal((0, false), new OverallWish().RestartOf("a"));
}
