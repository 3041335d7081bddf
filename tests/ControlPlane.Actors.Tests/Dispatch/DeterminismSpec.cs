using System.Diagnostics;
using System.Globalization;

namespace ControlPlane.Actors.Tests.Dispatch;

public sealed class DeterminismSpec
{
    // Recorded once. A change of the engine's order changes it: then say so in the commit, and record it anew.
    private const string RecordedForSeed42 = "a9e6bc1e580cd64dacd86822348872b6cb0d3e3955431b2323cfaeb87c41dce2";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Fact]
    public void The_trace_of_seed_42_is_the_one_on_record() =>
        Assert.Equal(RecordedForSeed42, TracedScenario.Run(42, TracedScenario.Order.AsMade));

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    public async Task The_same_seed_gives_the_same_trace_in_another_process(int seed) => Assert.Equal(
        TracedScenario.Run(seed, TracedScenario.Order.AsMade),
        await RunInAnotherProcess(seed, TracedScenario.Order.AsMade));

    [Fact]
    public async Task An_order_that_comes_from_string_hashes_is_found() => Assert.NotEqual(
        TracedScenario.Run(1, TracedScenario.Order.ByHash),
        await RunInAnotherProcess(1, TracedScenario.Order.ByHash));

    [Fact]
    public void The_same_seed_gives_the_same_trace_again_and_again() =>
        Assert.Single(
            Enumerable.Range(0, 5).Select(_ => TracedScenario.Run(7, TracedScenario.Order.AsMade)).Distinct());

    private static async Task<string> RunInAnotherProcess(int seed, TracedScenario.Order order)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
                 {
                     "exec", typeof(TracedScenario).Assembly.Location,
                     seed.ToString(CultureInfo.InvariantCulture), order.ToString(),
                 })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline, TimeProvider.System);
            await process.WaitForExitAsync().WaitAsync(Deadline, TimeProvider.System);
            Assert.True(process.ExitCode == 0, await error);
            return output.Trim();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
