namespace ControlPlane.Actors.Tests.Supervision;

public sealed class SupervisorStrategySpec
{
    public static TheoryData<Exception, Directive> Defaults => new()
    {
        { new ActorInitializationException("x"), Directive.Stop },
        { new ActorKilledException("x"), Directive.Stop },
        { new DeathPactException(ActorRefs.Nobody), Directive.Stop },
        { new InvalidOperationException("x"), Directive.Restart },
        { new TimeoutException("x"), Directive.Restart },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void The_default_stops_what_cannot_go_on_and_restarts_the_rest(Exception reason, Directive expected)
    {
        Assert.Equal(expected, SupervisorStrategy.DefaultDecider(reason));
        Assert.Equal(expected, SupervisorStrategy.DefaultStrategy.Decide(reason));
        Assert.Equal(Directive.Stop, SupervisorStrategy.StoppingStrategy.Decide(reason));
    }

    [Fact]
    public void A_negative_limit_or_window_means_none()
    {
        var strategy = new OneForOneStrategy(-1, TimeSpan.FromTicks(-1), null);

        Assert.Equal((null, null), (strategy.MaxNrOfRetries, strategy.WithinTimeRange));
    }
}
