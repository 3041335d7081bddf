namespace ControlPlane.Cli.Tests.Commands;

public sealed class PlacementCommandSpec
{
    private const string Placement =
        """
        {"service":"web","scope":"cluster","wanted":3,"missing":1,"nodes":[
        {"node":"n1","wanted":2,"containers":1,"why":"has the fewest"},
        {"node":"n2","wanted":0,"containers":null,"why":"label zone is [b]; required: a"}]}
        """;

    [Fact]
    public void The_wish_stands_above_the_reasons_of_each_node()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Placement) };

        var run = node.Run("placement", "web");

        Assert.Equal(
            """
            web: scope cluster, 3 wanted, 1 without a place
            NODE  WANTED  CONTAINERS  WHY
            n1    2       1           has the fewest
            n2    0       -           label zone is [b]; required: a

            """,
            run.Out);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(["GET /v1/services/web/placement"], node.Asked);
    }

    [Fact]
    public void Where_nothing_is_missing_nothing_is_said_of_it()
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(200, """{"service":"w","scope":"node","wanted":2,"missing":0,"nodes":[]}"""),
        };

        Assert.StartsWith("w: scope node, 2 wanted\n", node.Run("placement", "w").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_the_object_of_the_node_untouched()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Placement) };

        Assert.Equal(Placement + "\n", node.Run("placement", "web", "-o", "json", "--node", "n1").Out);
        Assert.Equal(["GET /v1/services/web/placement?node=n1"], node.Asked);
    }
}
