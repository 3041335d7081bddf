using System.Diagnostics;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>The program as a later version may be: what it writes for others is newer. Built at first use.</summary>
internal static class NextBuild
{
    private static readonly Lazy<Task<string>> Built = new(Build);

    public static Task<string> Path => Built.Value;

    private static async Task<string> Build()
    {
        if (Environment.GetEnvironmentVariable("CPLANE_NEXT_BINARY") is { Length: > 0 } there)
        {
            return there;
        }

        var start = new ProcessStartInfo(RepositoryRoot.File("scripts/build"), ["next"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the runner has set for its own process is nothing for another build.
        bool IsOfTheRunner(string name) => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
        foreach (var name in start.Environment.Keys.Where(IsOfTheRunner).ToList())
        {
            start.Environment.Remove(name);
        }

        using var build = Process.Start(start)!;
        var said = Task.WhenAll(build.StandardOutput.ReadToEndAsync(), build.StandardError.ReadToEndAsync());
        await build.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System);
        return build.ExitCode == 0
            ? RepositoryRoot.File("artifacts/next/cplane")
            : throw new ExpectationException(
                $"scripts/build next: exit {build.ExitCode}: {string.Join('\n', await said)}");
    }
}
