using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;
using Xunit.Abstractions;

namespace ControlPlane.EndToEnd;

/// <summary>Processes that know nothing of us are as many as their connections need.</summary>
public sealed class DynamicProcessesSpec(ITestOutputHelper output)
{
    private const string Dynamic = """
        workload_manager {
          type = dynamic, max_jobs_per_thread = 1, min_free_jobs_capacity = 1, max_free_jobs_capacity = 2
          max_threads = 4, inactivity_timeout = 1s
        }
        """;

    [Theory]
    [InlineData("python")]
    [InlineData("node")]
    public async Task They_grow_to_the_most_under_load_and_shrink_again_and_nobody_is_refused_or_reset(string language)
    {
        await using var place = new Place();
        var port = FreePort.Next();
        place.Configure(language == "node"
            ? PlainWorkers.NodeJs(place, "web", port, 0, Dynamic)
            : PlainWorkers.Python(place, "web", port, 0, Dynamic));
        await place.Start();
        await place.Ready("web", 1);

        var closing = new Visitors(port, port, port);
        var regulars = new Regulars(requests: 500, port, port, port, port, port, port);
        await using (closing)
        await using (regulars)
        {
            await place.Ready("web", 4);

            // A look may fall between two of their connections; they go on coming.
            await Eventually.Succeeds(async () => Assert.Contains(await place.Containers("web"), c => c.Jobs > 0));
        }

        await Eventually.Succeeds(async () => Assert.InRange((await place.Containers("web")).Count, 1, 2));
        output.WriteLine($"closing: {closing}; keep-alive: {regulars}");
        Assert.Equal((0, 0, 0, 0), (closing.Refused, closing.Reset, regulars.Refused, regulars.Reset));
    }
}
