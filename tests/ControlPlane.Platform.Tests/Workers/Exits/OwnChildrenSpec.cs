using ControlPlane.Platform.Workers.Exits;

namespace ControlPlane.Platform.Tests.Workers.Exits;

public sealed class OwnChildrenSpec
{
    // No process has such a number: the largest pid is 4194304.
    private const int Pid = 100_000_000;

    [Fact]
    public void A_child_is_known_from_its_start_until_it_is_forgotten()
    {
        OwnChildren.Start(() => Pid);
        Assert.True(OwnChildren.IsKnown(Pid));
        OwnChildren.IfUnknown(Pid, _ => Assert.Fail("it is known"));

        OwnChildren.Forget(Pid);
        var collected = 0;
        OwnChildren.IfUnknown(Pid, pid => collected = pid);
        Assert.Equal(Pid, collected);
    }

    [Fact]
    public void A_start_that_failed_makes_nobody_known()
    {
        OwnChildren.Start(() => 0);

        Assert.False(OwnChildren.IsKnown(0));
    }
}
