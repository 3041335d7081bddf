namespace ControlPlane.Cli.Tests.Commands;

public sealed class ContainersCommandSpec
{
    private static string Container(string id, string node, string rest) =>
        $$"""{"service":"web","id":"{{id}}","node":"{{node}}",{{rest}}}""";

    private static readonly string Two = "["
        + Container("web-1", "n1",
            """
            "state":"ready","detail":"accepting","pid":4711,"jobs":3,"restarts":2,
            "started_at":"2001-01-01T00:00:00+00:00"
            """)
        + ","
        + Container("web-2", "n1",
            """
            "state":"waiting","detail":"\u001b[31mred\nline","pid":null,"jobs":null,"restarts":0,"started_at":null
            """)
        + "]";

    [Fact]
    public void A_pipe_gets_fixed_columns_with_ages_and_dashes_for_what_is_not_known()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Two) };

        var lines = node.Run("containers").Out.Split('\n');

        Assert.Matches(@"^SERVICE  ID     STATE    PID   JOBS  RESTARTS  STARTED +DETAIL$", lines[0]);
        Assert.Matches(@"^web      web-1  ready    4711  3     2         \d{4,}d\d\dh +accepting$", lines[1]);
        Assert.Matches(@"^web      web-2  waiting  -     -     0         - +\\u001b\[31mred line$", lines[2]);
        Assert.Equal(["GET /v1/containers"], node.Asked);
    }

    [Fact]
    public void The_node_is_shown_only_if_there_is_more_than_one()
    {
        var rest = """ "state":"ready","detail":"","pid":1,"jobs":0,"restarts":0,"started_at":null """;
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(200, $"[{Container("web-1", "n1", rest)},{Container("web-2", "n2", rest)}]"),
        };

        Assert.Equal(
            """
            NODE  SERVICE  ID     STATE  PID  JOBS  RESTARTS  STARTED  DETAIL
            n1    web      web-1  ready  1    0     0         -        -
            n2    web      web-2  ready  1    0     0         -        -

            """,
            node.Run("containers").Out);
    }

    [Fact]
    public void The_name_of_a_service_is_encoded()
    {
        using var node = new FakeNode();

        Assert.Equal(0, node.Run("containers", "a&b ü/+").Exit);

        Assert.Equal(["GET /v1/containers?service=a%26b%20%C3%BC%2F%2B"], node.Asked);
    }

    [Fact]
    public void One_node_may_be_asked_for_its_own_ones()
    {
        using var node = new FakeNode();

        node.Run("containers", "web", "--node", "n1");
        node.Run("containers", "--node=n1");

        Assert.Equal(["GET /v1/containers?service=web&node=n1", "GET /v1/containers?node=n1"], node.Asked);
    }

    [Fact]
    public void An_unknown_service_is_exit_4_with_the_words_of_the_node()
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(404, """{"error":"no service [wbe]","hint":"known: web","why":"unknown"}"""),
        };

        var run = node.Run("containers", "wbe");

        Assert.Equal((4, "", "cplane: no service [wbe]\n  hint: known: web\n"), (run.Exit, run.Out, run.Error));
    }

    [Fact]
    public void Json_is_the_array_of_the_node_untouched()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Two) };

        Assert.Equal(Two + "\n", node.Run("containers", "--output", "json").Out);
    }
}
