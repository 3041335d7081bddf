using ControlPlane.Actors;
using ControlPlane.Node.Logging;

namespace ControlPlane.Node.Tests.Logging;

public sealed class SinkRoundsSpec
{
    private readonly SinkRounds _rounds = new();

    [Fact]
    public void A_round_is_complete_when_everybody_has_answered()
    {
        var round = Begin("a", "b");
        _rounds.Answered(round, "a", ["a: broken"]);
        Assert.Empty(_rounds.TakeComplete());

        _rounds.Answered(round, "b", ["b: broken"]);

        Assert.Equal(["a: broken", "b: broken"], Complete());
        Assert.Empty(_rounds.TakeComplete());
    }

    [Fact]
    public void A_round_of_nobody_is_complete_at_once()
    {
        Begin();
        Assert.Empty(Complete());
    }

    [Fact]
    public void A_second_answer_and_an_answer_to_a_round_that_is_over_count_for_nothing()
    {
        var round = Begin("a", "b");
        _rounds.Answered(round, "a", ["a: broken"]);
        _rounds.Answered(round, "a", ["a: broken again"]);
        _rounds.Answered(round + 1, "b", ["b: broken"]);
        Assert.Empty(_rounds.TakeComplete());

        _rounds.Answered(round, "b", []);
        Assert.Equal(["a: broken"], Complete());
    }

    [Fact]
    public void Who_stops_or_takes_too_long_is_an_error_and_holds_up_nobody()
    {
        var round = Begin("a", "b", "c");
        _rounds.Gone("a");
        _rounds.Answered(round, "b", []);
        _rounds.Overdue(round);

        Assert.Equal(
            [
                "a: the destination failed and is started again",
                "c: does not answer; perhaps its disk or the reader of its pipe hangs",
            ],
            Complete());
    }

    [Fact]
    public void Two_rounds_do_not_mix()
    {
        var first = Begin("a");
        var second = Begin("a");
        _rounds.Answered(second, "a", ["second"]);

        Assert.Equal(["second"], Complete());
        _rounds.Answered(first, "a", ["first"]);
        Assert.Equal(["first"], Complete());
    }

    private int Begin(params string[] sinks) => _rounds.Begin(ActorRefs.Nobody, sinks, errors => errors);

    private IReadOnlyList<string> Complete() =>
        Assert.IsAssignableFrom<IReadOnlyList<string>>(Assert.Single(_rounds.TakeComplete()).Answer);
}
