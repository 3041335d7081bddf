using ControlPlane.Etcd.Watching;

namespace ControlPlane.Etcd.Tests.Watching;

public sealed class WatchBackoffSpec
{
    [Fact]
    public void It_doubles_to_a_limit_with_jitter_and_begins_anew_after_a_success()
    {
        var backoff = new WatchBackoff(1);
        foreach (var longest in new[] { 50, 100, 200, 400, 800, 1600, 3200, 3200, 3200 })
        {
            Assert.InRange(backoff.Next().TotalMilliseconds, longest / 2.0, longest);
        }

        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 25, 50);
        Assert.NotEqual(new WatchBackoff(1).Next(), new WatchBackoff(2).Next());
    }
}
