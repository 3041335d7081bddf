using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.TestKit;

public sealed class TestProbeSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();

    [Fact]
    public void A_message_of_another_type_fails_the_expectation_and_is_named()
    {
        var probe = _kit.Probe();
        probe.Ref.Tell("text");

        Assert.Contains("got text", Failure(() => probe.ExpectMsg<int>()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_does_not_fit_the_condition_fails_the_expectation()
    {
        var probe = _kit.Probe();
        probe.Ref.Tell(1);

        Failure(() => probe.ExpectMsg<int>(number => number == 2));
    }

    [Fact]
    public void Nothing_within_the_time_fails_the_expectation_and_passes_virtual_time()
    {
        var probe = _kit.Probe();

        var failure = Failure(() => probe.ExpectMsg<int>(TimeSpan.FromSeconds(3)));
        Assert.Contains("within 00:00:03", failure, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(3), _kit.Time.Elapsed);
    }

    [Fact]
    public void Something_where_nothing_was_expected_fails_the_expectation()
    {
        var probe = _kit.Probe();
        probe.Ref.Tell("text");

        Assert.Contains("got text", Failure(() => probe.ExpectNoMsg()), StringComparison.Ordinal);
    }

    [Fact]
    public void Fishing_skips_what_does_not_fit()
    {
        var probe = _kit.Probe();
        foreach (var number in Enumerable.Range(1, 5))
        {
            probe.Ref.Tell(number);
        }

        Assert.Equal(3, probe.FishForMessage<int>(number => number == 3));
        Assert.Equal(4, probe.ExpectMsg<int>());
        Assert.Contains("skipping [5]", Failure(() => probe.FishForMessage<string>()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_pool_it_waits_for_the_message()
    {
        await using var kit = new PoolKit();
        var probe = kit.Probe();
        probe.ExpectNoMsg(TimeSpan.FromMilliseconds(1));
        var telling = Task.Run(() => probe.Ref.Tell("text"));

        Assert.Equal("text", probe.ExpectMsg<string>());
        await telling;
    }

    private static string Failure(Action expectation) => Assert.Throws<ExpectationException>(expectation).Message;
}
