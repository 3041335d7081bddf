using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>More than one at the controls.</summary>
public sealed class OperatorsSpec : IAsyncLifetime
{
    private const string Deaf = """["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"]""";

    private readonly Place _place = new();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Program("deaf", Deaf, more: "shutdown_timeout = 10m") + Workers.Sleeper("a", 2));
        await _place.Start();
        await _place.Ready("deaf", 1);
        await _place.Logged("[deaf] [info] deaf"); // Its trap stands.
        await _place.Ready("a", 2);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_command_that_another_one_overtakes_is_told_so()
    {
        var disable = _place.Run("disable", "deaf");
        await Eventually.Succeeds(async () => Assert.Equal("disabled", (await _place.Service("deaf")).State));

        await _place.Done("enable", "deaf", "--no-wait");

        var overtaken = await disable;
        Assert.Equal(1, overtaken.Exit);
        Assert.Contains("deaf: disable was overtaken by enable", overtaken.Error);
    }

    [Fact]
    public async Task A_shutdown_that_is_not_done_in_time_names_who_holds_it_up()
    {
        var result = await _place.Run("shutdown", "--timeout", "3s");

        Assert.Equal(75, result.Exit);
        Assert.Contains($"the node (pid {_place.Node.Mark.Pid}) is still running", result.Error);
        Assert.Contains("deaf-1", result.Error);

        var late = await _place.Run("enable", "a");
        Assert.NotEqual(0, late.Exit);
        Assert.Contains("shutting down", late.Error);
    }

    [Fact]
    public async Task Every_change_leaves_a_line_of_who_what_and_outcome()
    {
        await _place.Done("scale", "a", "1");
        await _place.Run("disable", "nothing");

        await _place.Logged("scale a 1: a is enabled: 1 of 1 containers ready");
        await _place.Logged("disable nothing: refused (Unknown)");
        Assert.Contains("audit: ", _place.Node.Said);
    }

    [Fact]
    public async Task Twenty_commands_at_once_leave_what_the_last_one_wants()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _place.Run(
            i % 2 == 0 ? ["disable", "a", "--no-wait"] : ["restart", "a", "--no-wait"])));

        await _place.Done("enable", "a");

        await _place.Ready("a", 2);
        Assert.Equal(2, (await _place.Containers("a")).Count);
        Assert.Equal(2, _place.Processes.Count(p => IsSleep(p.Pid)));
    }

    private static bool IsSleep(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("\01000000\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
