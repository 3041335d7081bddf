using System.Diagnostics;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

public sealed class ClusterSimulationSpec
{
    private const int Seeds = 1_000;

    [Fact]
    public void A_thousand_random_clusters_keep_every_rule()
    {
        var breaches = ClusterSeeds.Breaches(1, Seeds).ToList();
        Assert.True(
            breaches.Count == 0, $"{breaches.Count} of {Seeds} clusters: {string.Join('\n', breaches.Take(5))}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_in_another_process()
    {
        var here = Digest(4_711);
        Assert.Equal(here, Digest(4_711));
        Assert.NotEqual(here, Digest(4_712));
        Assert.Equal(here, InAnotherProcess(4_711));
    }

    private static string Digest(int seed)
    {
        using var world = ClusterWorld.Of(seed);
        _ = ClusterRun.Of(world);
        return world.Digest;
    }

    private static string InAnotherProcess(int seed)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(TraceProgram).Assembly.Location, TraceProgram.WordOfCluster, $"{seed}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var text = process.StandardOutput.ReadToEnd().Trim();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        return text;
    }
}
