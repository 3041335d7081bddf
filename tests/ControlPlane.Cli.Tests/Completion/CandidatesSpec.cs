namespace ControlPlane.Cli.Tests.Completion;

public sealed class CandidatesSpec
{
    [Theory]
    [InlineData("re", "rebalance reload reopen-logfiles restart restart-all")]
    [InlineData("list", "list")]
    [InlineData("zzz", "")]
    [InlineData("--s", "--sockdir")]
    [InlineData("--sockdir /x li", "list")]
    [InlineData("list -", "--help --node --output --sockdir -h -o")]
    [InlineData("restart web --r", "--rolling")]
    [InlineData("list -o ", "json table")]
    [InlineData("list --output j", "json")]
    [InlineData("completion ", "bash zsh")]
    [InlineData("run ", "")]
    [InlineData("scale web ", "")]
    [InlineData("nonsense ", "")]
    [InlineData("enable ", "")]
    public void Commands_and_options_are_completed_without_a_node(string typed, string expected)
    {
        var run = Complete("/nonexistent", typed);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Lines(run));
    }

    [Fact]
    public void The_hidden_commands_are_not_offered() =>
        Assert.DoesNotContain(Lines(Complete("/nonexistent", "")), name => name.StartsWith('_'));

    [Theory]
    [InlineData("enable ", "jobs web-a web-b")]
    [InlineData("containers web", "web-a web-b")]
    [InlineData("restart --rolling --timeout 3 j", "jobs")]
    public void Names_of_services_come_from_the_node(string typed, string expected)
    {
        using var node = Services();

        Assert.Equal(expected.Split(' '), Lines(Complete(node.SocketDirectory, typed)));
    }

    [Theory]
    [InlineData("drain ", "db-1 n1 n2")]
    [InlineData("undrain n", "n1 n2")]
    [InlineData("forget n", "n1 n2")]
    [InlineData("list --node ", "db-1 n1 n2")]
    [InlineData("enable web --node = d", "db-1")]
    public void Names_of_nodes_come_from_the_node_too(string typed, string expected)
    {
        using var node = new FakeNode
        {
            Reply = request => request.StartsWith("GET /v1/nodes ", StringComparison.Ordinal)
                ? FakeNode.Http(200, """[{"node":"n2"},{"node":"n1"},{"node":"db-1"}]""")
                : FakeNode.Http(404, ""),
        };

        Assert.Equal(expected.Split(' '), Lines(Complete(node.SocketDirectory, typed)));
    }

    [Theory]
    [InlineData("--sockdir DIR")]
    [InlineData("--sockdir=DIR")]
    [InlineData("--sockdir = DIR")]
    public void The_node_is_the_one_that_the_line_names(string option)
    {
        using var node = Services();
        var named = option.Replace("DIR", node.SocketDirectory, StringComparison.Ordinal);

        Assert.Equal(["jobs"], Lines(Complete("/nonexistent", $"{named} enable j")));
    }

    [Fact]
    public void A_node_that_refuses_or_talks_nonsense_gives_no_names_and_no_noise()
    {
        using var node = new FakeNode { Reply = _ => "nonsense"u8.ToArray() };

        var run = Complete(node.SocketDirectory, "enable ");

        Assert.Equal((0, "", ""), (run.Exit, run.Out, run.Error));
    }

    private static FakeNode Services() => new()
    {
        Reply = _ => FakeNode.Http(200, """[{"service":"web-b"},{"service":"web-a"},{"service":"jobs"}]"""),
    };

    private static CommandRun Complete(string socketDirectory, string typed) => CommandRun.At(
        new SlowClock(),
        new Dictionary<string, string> { ["CPLANE_SOCKDIR"] = socketDirectory },
        ["__complete", "--", .. typed.Split(' ')]);

    private static string[] Lines(CommandRun run) => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Half a second is fifty: how fast this machine is, is not what is asked.</summary>
    private sealed class SlowClock : TimeProvider
    {
        public override long GetTimestamp() => System.GetTimestamp() / 100;
    }
}
