namespace ControlPlane.Cli.Tests.Commands;

public sealed class NodesCommandSpec
{
    private const string Nodes =
        """
        [{"node":"n1","state":"up","leader":true,"address":"10.0.0.1:8443","labels":{"disk":"ssd","zone":"a"},
        "version":"0.1.0","detail":"","containers":3},
        {"node":"n2","state":"gone","leader":false,"address":"","labels":{},"version":"0.1.0","detail":"slow","newer":1}]
        """;

    [Fact]
    public void A_pipe_gets_fixed_columns_and_nothing_else()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Nodes) };

        var run = node.Run("nodes");

        Assert.Equal(
            """
            NODE  STATE  LEADER  ADDRESS        CONTAINERS  LABELS            VERSION  DETAIL
            n1    up     yes     10.0.0.1:8443  3           disk=ssd, zone=a  0.1.0    -
            n2    gone   -       -              -           -                 0.1.0    slow

            """,
            run.Out);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(["GET /v1/nodes"], node.Asked);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void What_the_node_says_beside_it_stands_on_standard_error(string output)
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(
                200, Nodes,
                "X-Cplane-Notice: what is shown may be old: %C3%BC\r\nx-cplane-notice: n2%1B%5B31m is silent\r\n"),
        };

        var run = node.Run("nodes", "-o", output);

        Assert.Equal(0, run.Exit);
        Assert.DoesNotContain("old", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("cplane: what is shown may be old: ü\ncplane: n2", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Error);
    }

    [Fact]
    public void Json_is_the_array_of_the_node_untouched()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Nodes) };

        Assert.Equal(Nodes + "\n", node.Run("nodes", "-o", "json", "--node", "n2").Out);
        Assert.Equal(["GET /v1/nodes?node=n2"], node.Asked);
    }

    [Fact]
    public void A_node_without_a_cluster_refuses_in_its_own_words()
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(409, """{"error":"not clustered","hint":"write cluster","why":"conflict"}"""),
        };

        var run = node.Run("nodes");

        Assert.Equal((1, "", "cplane: not clustered\n  hint: write cluster\n"), (run.Exit, run.Out, run.Error));
    }

    [Fact]
    public void An_answer_without_the_members_of_the_contract_is_refused()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, """[{"node":"n1"}]""") };

        Assert.Equal(1, node.Run("nodes").Exit);
    }
}
