using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Tests.Containers;

public sealed class RestartBackoffSpec
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_first_death_costs_no_wait(int strikes) =>
        Assert.Equal(TimeSpan.Zero, RestartBackoff.DelayAfter(strikes, 0.5));

    [Theory]
    [InlineData(2, 100)]
    [InlineData(3, 200)]
    [InlineData(4, 400)]
    [InlineData(10, 25_600)]
    public void Each_further_death_doubles_the_wait(int strikes, int milliseconds) =>
        Assert.Equal(milliseconds, RestartBackoff.DelayAfter(strikes, 0.5).TotalMilliseconds, 3);

    [Theory]
    [InlineData(11)]
    [InlineData(60)]
    [InlineData(int.MaxValue)]
    public void The_wait_is_never_longer_than_the_cap(int strikes) =>
        Assert.All([0.0, 0.5, 0.999], jitter =>
            Assert.InRange(RestartBackoff.DelayAfter(strikes, jitter), RestartBackoff.Cap * 0.8, RestartBackoff.Cap));

    [Fact]
    public void Jitter_spreads_the_wait_by_a_fifth_both_ways()
    {
        Assert.Equal(80, RestartBackoff.DelayAfter(2, 0).TotalMilliseconds, 3);
        Assert.InRange(RestartBackoff.DelayAfter(2, 0.999).TotalMilliseconds, 119, 120);
    }
}
