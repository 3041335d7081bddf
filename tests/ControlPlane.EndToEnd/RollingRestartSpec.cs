using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;
using Xunit.Abstractions;

namespace ControlPlane.EndToEnd;

/// <summary>restart --rolling: the new one is ready before the old one leaves.</summary>
public sealed class RollingRestartSpec(ITestOutputHelper output)
{
    [Fact]
    public async Task Never_fewer_are_ready_than_wanted_and_nobody_is_refused()
    {
        await using var place = new Place();
        var port = FreePort.Next();
        place.Configure(Workers.Web("web", port, threads: 2));
        await place.Start();
        await place.Ready("web", 2);
        var before = await place.Pids("web");
        var fewest = int.MaxValue;
        var most = 0;

        var visitors = new Visitors(port);
        await using (visitors)
        {
            var restart = place.Run("restart", "web", "--rolling");
            do
            {
                var now = await place.Service("web");
                fewest = Math.Min(fewest, now.Ready);
                most = Math.Max(most, now.Containers);
            }
            while (!restart.IsCompleted);

            Assert.Equal(0, (await restart).Exit);
        }

        output.WriteLine($"{visitors}");
        Assert.Equal(2, fewest);
        Assert.InRange(most, 2, 3);
        Assert.Equal((0, true), (visitors.Refused, visitors.Answered > 0));
        var after = await place.Pids("web");
        Assert.Equal(2, after.Count);
        Assert.Empty(before.Values.Intersect(after.Values));
    }
}
