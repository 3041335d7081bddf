using ControlPlane.Contracts;
using ControlPlane.Node.Plugins;

namespace ControlPlane.Node.Tests.Plugins;

public sealed class LivesSpec
{
    private static readonly Holder First = new(new ContainerId("s", 1), 1);
    private static readonly Holder Second = new(new ContainerId("s", 2), 2);
    private static readonly Holder Again = new(new ContainerId("s", 1), 3);

    private readonly Lives _lives = new();

    [Fact]
    public void The_last_one_of_a_service_is_known_and_each_ends_once()
    {
        _lives.Begin(First);
        _lives.Begin(Second);
        Assert.False(_lives.End(First));
        Assert.Null(_lives.End(First));
        Assert.True(_lives.End(Second));
    }

    [Fact]
    public void A_new_life_in_the_same_slot_ends_the_old_one()
    {
        Assert.Null(_lives.Begin(First));
        Assert.Equal(First, _lives.Begin(Again));
        Assert.False(_lives.Has(First));
        Assert.Null(_lives.End(First));
        Assert.True(_lives.End(Again));
    }
}
