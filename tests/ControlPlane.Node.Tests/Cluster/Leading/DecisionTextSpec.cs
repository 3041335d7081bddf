using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class DecisionTextSpec
{
    private static NodeShare On(string node, int count, int? target = null) => new(node, count, count, Target: target);

    private static Assignment Of(params NodeShare[] shares) => new(1, 1, [.. shares]);

    [Fact]
    public void What_is_decided_for_the_first_time_is_said_by_node() =>
        Assert.Equal("n1: 2, n2: 1", DecisionText.NewGoal(null, Of(On("n1", 2), On("n2", 1), On("n3", 0))));

    [Fact]
    public void What_finds_no_place_is_said()
    {
        Assert.Equal("n1: 1; 1 finds no place", DecisionText.NewGoal(null, Of(On("n1", 1)) with { Missing = 1 }));
        Assert.Equal("no node; 2 find no place", DecisionText.NewGoal(null, Of() with { Missing = 2 }));
    }

    [Fact]
    public void A_service_that_is_taken_away_is_to_be_on_no_node() =>
        Assert.Equal("no node", DecisionText.NewGoal(Of(On("n1", 1)), null));

    [Fact]
    public void A_step_on_the_way_is_no_new_goal()
    {
        var (before, after) = (Of(On("n1", 2), On("n2", 0, target: 2)), Of(On("n1", 2), On("n2", 1, target: 2)));
        Assert.Null(DecisionText.NewGoal(before, after));
        Assert.Equal("n1: 2, n2: 1", DecisionText.NewStep(before, after));
    }

    [Fact]
    public void What_people_would_see_no_difference_in_is_not_said()
    {
        var (before, after) = (Of(On("n1", 2)), Of(On("n1", 2) with { Seen = 9, Generation = 3 }) with { Epoch = 2 });
        Assert.Null(DecisionText.NewGoal(before, after));
        Assert.Null(DecisionText.NewStep(before, after));
    }
}
