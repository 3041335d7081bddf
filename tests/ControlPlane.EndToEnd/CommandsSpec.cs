using ControlPlane.EndToEnd.Fixture;

namespace ControlPlane.EndToEnd;

/// <summary>The commands that change a running node, and when they return.</summary>
public sealed class CommandsSpec : IAsyncLifetime
{
    private const string NeverReady =
        """shy { processor { type = process, command = ["sleep", "1000000"], ready = notify }, enabled = false }""";

    private readonly Place _place = new();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Sleeper("a", threads: 2) + Workers.Sleeper("b") + NeverReady);
        await _place.Start();
        await _place.Ready("a", 2);
        await _place.Ready("b", 1);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task Restart_changes_every_pid_of_its_service_and_no_other()
    {
        var before = await _place.Pids("a");
        var other = await _place.Pids("b");

        await _place.Done("restart", "a");

        var after = await _place.Pids("a");
        Assert.Equal(2, after.Count);
        Assert.Empty(before.Values.Intersect(after.Values));
        Assert.Equal(other, await _place.Pids("b"));
        Assert.Equal(2, (await _place.Service("a")).Ready);
    }

    [Fact]
    public async Task Restart_all_changes_every_pid()
    {
        var before = (await _place.Pids("a")).Values.Concat((await _place.Pids("b")).Values).ToList();

        await _place.Done("restart-all");

        var after = (await _place.Pids("a")).Values.Concat((await _place.Pids("b")).Values).ToList();
        Assert.Equal(3, after.Count);
        Assert.Empty(before.Intersect(after));
    }

    [Fact]
    public async Task Scale_up_keeps_what_runs_and_scale_down_keeps_the_lowest_ids()
    {
        var before = await _place.Pids("a");

        Assert.Equal("a is enabled: 4 of 4 containers ready\n", await _place.Done("scale", "a", "4"));
        var more = await _place.Pids("a");
        Assert.Equal(["a-1", "a-2", "a-3", "a-4"], more.Keys.Order());
        Assert.All(before, one => Assert.Equal(one.Value, more[one.Key]));

        Assert.Equal("a is enabled: 1 of 1 containers ready\n", await _place.Done("scale", "a", "1"));
        Assert.Single(await _place.Containers("a"));

        await _place.Done("scale", "a", "0");
        Assert.Empty(await _place.Containers("a"));
    }

    [Fact]
    public async Task A_target_that_is_not_reached_in_time_says_what_is_missing()
    {
        var result = await _place.Run("enable", "shy", "--timeout", "1s");

        Assert.Equal(75, result.Exit);
        Assert.Contains("enable not done after 1 s: shy: 0 of 1 containers are ready (shy-1 starting", result.Error);
        Assert.Contains("cplane containers", result.Error);
        Assert.Equal("enabled", (await _place.Service("shy")).State);
    }

    [Fact]
    public async Task Without_waiting_a_command_returns_when_it_is_accepted()
    {
        Assert.Equal("shy: enable accepted\n", await _place.Done("enable", "shy", "--no-wait"));

        Assert.Equal(("enabled", 0), ((await _place.Service("shy")).State, (await _place.Service("shy")).Ready));
    }

    [Fact]
    public async Task An_unknown_service_is_an_error_of_every_command()
    {
        string[][] commands =
            [["enable", "aa"], ["disable", "aa"], ["restart", "aa"], ["scale", "aa", "2"], ["containers", "aa"]];
        foreach (var command in commands)
        {
            var result = await _place.Run(command);

            Assert.True(result.Exit == 4, result.ToString());
            Assert.Contains("aa", result.Error);
            Assert.Empty(result.Out);
        }
    }
}
