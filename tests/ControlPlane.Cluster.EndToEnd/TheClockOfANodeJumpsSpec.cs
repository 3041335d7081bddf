using System.Runtime.InteropServices;
using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>The wall clock of one node jumps by hours (libfaketime, for that node alone): nobody goes by it.</summary>
public sealed class TheClockOfANodeJumpsSpec
{
    private static readonly string Machine =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    private static readonly string Library = $"/usr/lib/{Machine}-linux-gnu/faketime/libfaketimeMT.so.1";

    [FaketimeFact]
    public async Task Nothing_happens()
    {
        await using var cluster = await TestCluster.Prepare(Services.SixAndAgents);
        foreach (var (name, value) in new[]
        {
            ("LD_PRELOAD", Library), ("FAKETIME_TIMESTAMP_FILE", cluster.Write("clock", "+0")),
            ("FAKETIME_NO_CACHE", "1"), ("DONT_FAKE_MONOTONIC", "1"),
        })
        {
            cluster["n1"].Environment[name] = value;
        }

        await cluster.StartNodes();
        await cluster.Even("six", 6);
        await cluster.Ready("agent", 3);
        var before = cluster.Marks;
        foreach (var jump in new[] { "+5h", "-30d", "+400d" })
        {
            cluster.Write("clock", jump);
            await Steadily.Holds(cluster.Lease + TimeSpan.FromSeconds(1), async () =>
            {
                Assert.Equal(before, cluster.Marks);
                Assert.All(await cluster["n2"].Api.Nodes(), n => Assert.Equal("up", n.State));
            });
        }

        await cluster["n1"].Done("scale", "six", "9");
        Assert.Equal("n1: 3, n2: 3, n3: 3", cluster.Spread("six"));
        Assert.True(before.IsSubsetOf(cluster.Marks));

        // The proof that it did jump: its log goes by the wall clock.
        var year = TimeProvider.System.GetUtcNow().AddDays(400).Year;
        await cluster["n1"].Says($" {year}] [controller] [info] audit: ");
        Assert.DoesNotContain("no longer a part of it", cluster.Story);
        Assert.Equal(1, await cluster.History.AssertOneLeaderAtATime());
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FaketimeFactAttribute : FactAttribute
    {
        // Set, not overridden: the runner looks at the argument of the attribute.
        public FaketimeFactAttribute() => Skip = DebianPackage.Missing(Library, "faketime");
    }
}
