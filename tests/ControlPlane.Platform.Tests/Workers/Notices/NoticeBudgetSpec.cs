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

    [Fact]
    public void The_last_word_of_what_was_too_much_is_told_when_there_is_room()
    {
        var clock = new Clock();
        for (var jobs = 100; jobs >= 0; jobs--)
        {
            _ = _budget.Pass(new WorkerNotice(Jobs: jobs, Status: jobs == 50 ? "half" : null), clock);
        }

        Assert.Null(_budget.Release(clock));
        clock.Now += clock.TimestampFrequency;
        Assert.Equal(new WorkerNotice(Jobs: 0, Status: "half"), _budget.Release(clock));
        Assert.Null(_budget.Release(clock));
    }

    private bool Admits(WorkerNotice notice) => _budget.Pass(notice, new Clock()) is not null;

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }
}
