using System.Globalization;
using ControlPlane.Node.Tests.Simulation.Cluster;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>
/// The entry point of this assembly: runs one simulated world and prints its trace (compared between processes) and, on
/// standard error, the rule that it broke. The way to look at a seed that a test named.
/// </summary>
internal static class TraceProgram
{
    public const string Word = "trace";

    /// <summary>The same for a whole cluster; its log goes to standard error too.</summary>
    public const string WordOfCluster = "trace-cluster";

    public static int Main(string[] arguments)
    {
        if (arguments is [WordOfCluster, var one])
        {
            using var cluster = ClusterWorld.Of(int.Parse(one, CultureInfo.InvariantCulture), Console.Error);
            Console.Error.WriteLine(ClusterRun.Of(cluster) ?? "every rule was kept");
            Console.WriteLine(cluster.Digest);
            return 0;
        }

        if (arguments is [WordOfCluster, var first, var last])
        {
            foreach (var breach in ClusterSeeds.Breaches(
                int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture)))
            {
                Console.WriteLine(breach);
            }

            return 0;
        }

        if (arguments is not [Word, var seed])
        {
            Console.Error.WriteLine(
                $"usage: {Word} SEED, or {WordOfCluster} SEED [LAST SEED]; the tests are run with dotnet test");
            return 2;
        }

        using var world = new World(int.Parse(seed, CultureInfo.InvariantCulture));
        Console.Error.WriteLine(world.Run() ?? "every rule was kept");
        Console.WriteLine(world.Digest);
        return 0;
    }

    public static string Digest(int seed)
    {
        using var world = new World(seed);
        _ = world.Run();
        return world.Digest;
    }
}
