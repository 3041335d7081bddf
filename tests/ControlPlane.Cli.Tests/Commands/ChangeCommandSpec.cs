namespace ControlPlane.Cli.Tests.Commands;

public sealed class ChangeCommandSpec
{
    public static TheoryData<string, string> Requests => new()
    {
        { "enable web", "POST /v1/services/web/enable {}" },
        { "enable web --no-wait", """POST /v1/services/web/enable {"wait":false}""" },
        { "disable web --timeout 1.5m", """POST /v1/services/web/disable {"timeout":90}""" },
        { "restart web", """POST /v1/services/web/restart {"rolling":false}""" },
        { "restart --rolling web --timeout 250ms",
            """POST /v1/services/web/restart {"timeout":0.25,"rolling":true}""" },
        { "restart-all --rolling", """POST /v1/restart-all {"rolling":true}""" },
        { "scale web 0", """POST /v1/services/web/scale {"count":0}""" },
        { "scale a/ü 10000", """POST /v1/services/a%2F%C3%BC/scale {"count":10000}""" },
        { "enable -- -x", "POST /v1/services/-x/enable {}" },
        { "reload", "POST /v1/reload {}" },
        { "reload /etc/../etc/shop.conf", """POST /v1/reload {"file":"/etc/shop.conf"}""" },
        { "reopen-logfiles", "POST /v1/logs/reopen" },
        { "drain n/1 --timeout 1m", """POST /v1/nodes/n%2F1/drain {"timeout":60}""" },
        { "forget n1", "POST /v1/nodes/n1/forget {}" },
        { "undrain n1 --no-wait", """POST /v1/nodes/n1/undrain {"wait":false}""" },
        { "rebalance web", "POST /v1/services/web/rebalance {}" },
        { "rollback", "POST /v1/configuration/rollback {}" },
        { "rollback 0", """POST /v1/configuration/rollback {"version":0}""" },
        { "rollback 3", """POST /v1/configuration/rollback {"version":3}""" },
        { "enable web --node n1", "POST /v1/services/web/enable?node=n1 {}" },
        { "disable web --node n1", "POST /v1/services/web/disable?node=n1 {}" },
        { "restart web --node a&b", """POST /v1/services/web/restart?node=a%26b {"rolling":false}""" },
        { "restart-all --node n1", """POST /v1/restart-all?node=n1 {"rolling":false}""" },
        { "scale web 2 --node n1", """POST /v1/services/web/scale?node=n1 {"count":2}""" },
        { "reload --node n1", "POST /v1/reload?node=n1 {}" },
        { "reopen-logfiles --node n1", "POST /v1/logs/reopen?node=n1" },
        { "send x --node n1", """POST /v1/messages?node=n1 {"name":"x","receiver":"*","arguments":[]}""" },
        { "shutdown --node n1", "POST /v1/node/shutdown?node=n1" },
        {
            "send netplex.threadlist",
            """POST /v1/messages {"name":"netplex.threadlist","receiver":"*","arguments":[]}"""
        },
        {
            "send flush a b --receiver web*",
            """POST /v1/messages {"name":"flush","receiver":"web*","arguments":["a","b"]}"""
        },
        {
            "send --receiver w x -- --y -z",
            """POST /v1/messages {"name":"x","receiver":"w","arguments":["--y","-z"]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Each_command_asks_for_what_it_says(string line, string expected)
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, """{"done":"well","changes":[]}""") };

        var run = CommandRun.Of(["--sockdir", node.SocketDirectory, .. line.Split(' ')]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal([expected], node.Asked);
    }

    [Fact]
    public void The_sentence_of_the_node_is_printed_without_its_control_characters()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, """{"done":"web\u0007 runs","changes":[]}""") };

        Assert.Equal("web\\u0007 runs\n", node.Run("enable", "web").Out);
    }

    [Fact]
    public void A_relative_file_is_meant_from_here_and_not_from_where_the_node_is()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, """{"done":"well","changes":[]}""") };

        node.Run("reload", "shop.conf");

        Assert.Equal([$$"""POST /v1/reload {"file":"{{Path.GetFullPath("shop.conf")}}"}"""], node.Asked);
    }

    [Theory]
    [InlineData("""{"done":"reloaded","changes":["web: 2 -> 3 containers","jobs: removed"]}""",
        "web: 2 -> 3 containers\njobs: removed\n")]
    [InlineData("""{"done":"reloaded","changes":[]}""", "no changes\n")]
    public void A_reload_prints_its_changes_one_a_line(string answer, string expected)
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, answer) };

        Assert.Equal(expected, node.Run("reload").Out);
        Assert.Equal(answer + "\n", node.Run("reload", "-o", "json").Out);
    }

    [Theory]
    [InlineData(400, "bad_request", 1)]
    [InlineData(403, "forbidden", 1)]
    [InlineData(404, "unknown", 4)]
    [InlineData(409, "conflict", 1)]
    [InlineData(422, "bad_configuration", 78)]
    [InlineData(500, "failed", 1)]
    [InlineData(503, "unavailable", 69)]
    [InlineData(504, "not_in_time", 75)]
    [InlineData(418, "of_a_newer_node", 1)]
    public void A_refusal_has_the_exit_code_of_its_reason_and_its_words(int status, string why, int exit)
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(status, $$"""{"error":"it is so","hint":"do that","why":"{{why}}"}"""),
        };

        var run = node.Run("restart", "web", "-o", "json");

        Assert.Equal((exit, "", "cplane: it is so\n  hint: do that\n"), (run.Exit, run.Out, run.Error));
    }

    [Fact]
    public void A_refusal_without_a_reason_is_no_answer_of_a_node()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(400, "") };

        var run = node.Run("enable", "web");

        Assert.Equal(1, run.Exit);
        Assert.Contains("it answered 400 without a reason", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_and_not_waiting_exclude_each_other()
    {
        var run = CommandRun.Of("enable", "web", "--no-wait", "--timeout", "3");

        Assert.Equal(
            (2, "cplane: --timeout and --no-wait exclude each other\n  hint: leave one out\n"), (run.Exit, run.Error));
    }
}
