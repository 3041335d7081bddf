using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Notices;

namespace ControlPlane.Platform.Tests.Workers.Notices;

public sealed class NoticeBudgetSpec
{
    private readonly NoticeBudget _budget = new(perSecond: 5);

    [Fact]
    public void So_many_a_second_pass()
    {
        Assert.Equal(5, Enumerable.Range(0, 50).Count(_ => Admits(new WorkerNotice(Status: "x"))));
    }

    [Fact]
    public void The_first_READY_and_the_first_STOPPING_always_pass()
    {
        while (Admits(new WorkerNotice(Status: "x")))
        {
        }

        Assert.True(Admits(new WorkerNotice(Ready: true)));
        Assert.False(Admits(new WorkerNotice(Ready: true)));
        Assert.True(Admits(new WorkerNotice(Stopping: true)));
        Assert.False(Admits(new WorkerNotice(Stopping: true)));
    }

    private bool Admits(WorkerNotice notice) => _budget.Admits(notice, new Frozen());

    private sealed class Frozen : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
