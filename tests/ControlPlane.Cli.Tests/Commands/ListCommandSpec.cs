namespace ControlPlane.Cli.Tests.Commands;

public sealed class ListCommandSpec
{
    private const string Services =
        """
        [{"service":"web","state":"enabled","desired":12,"ready":2,"containers":3,"protocols":[
        {"name":"http","addresses":["127.0.0.1:8080","[::1]:8080"]},{"name":"x","addresses":["unix:/run/x"]}]},
        {"service":"a-long-name","state":"disabled","desired":0,"ready":0,"containers":0,"protocols":[],"newer":1}]
        """;

    [Fact]
    public void A_pipe_gets_fixed_columns_and_nothing_else()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Services) };

        var run = node.Run("list");

        Assert.Equal(
            """
            SERVICE      STATE     DESIRED  READY  CONTAINERS  ADDRESSES
            web          enabled   12       2      3           127.0.0.1:8080, [::1]:8080, unix:/run/x
            a-long-name  disabled  0        0      0           -

            """,
            run.Out);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(["GET /v1/services"], node.Asked);
    }

    [Fact]
    public void In_a_cluster_a_column_says_which_node_has_how_many()
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(200, """
                [{"service":"web","state":"enabled","desired":3,"ready":3,"containers":3,"protocols":[],"nodes":{"n1":2,"n2":0,"n3":1}},
                {"service":"off","state":"disabled","desired":0,"ready":0,"containers":0,"protocols":[],"nodes":{"n1":0}}]
                """),
        };

        Assert.Equal(
            """
            SERVICE  STATE     DESIRED  READY  CONTAINERS  NODES      ADDRESSES
            web      enabled   3        3      3           n1:2 n3:1  -
            off      disabled  0        0      0           -          -

            """,
            node.Run("list").Out);
    }

    [Fact]
    public void Json_is_the_array_of_the_node_untouched()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Services + "\n") };

        var run = node.Run("list", "-o", "json");

        Assert.Equal((0, Services + "\n", ""), (run.Exit, run.Out, run.Error));
    }

    [Fact]
    public void A_node_without_services_gives_the_columns_alone()
    {
        using var node = new FakeNode();

        Assert.Equal("SERVICE  STATE  DESIRED  READY  CONTAINERS  ADDRESSES\n", node.Run("list").Out);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{\"service\":\"web\"}]")]
    [InlineData("[{\"service\":null,\"state\":1}]")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void An_answer_that_is_not_a_list_of_services_is_refused(string body)
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, body) };

        var run = node.Run("list", "-o", "json");

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith(
            "cplane: what answers there is not a node of this program: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n  hint: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_node_may_be_asked_for_itself()
    {
        using var node = new FakeNode();

        Assert.Equal(0, node.Run("list", "--node", "n 1").Exit);

        Assert.Equal(["GET /v1/services?node=n%201"], node.Asked);
    }

    [Fact]
    public void The_socket_directory_may_come_from_the_environment()
    {
        using var node = new FakeNode();

        var run = CommandRun.In(
            new Dictionary<string, string> { ["CPLANE_SOCKDIR"] = node.SocketDirectory }, "list");

        Assert.Equal(0, run.Exit);
        Assert.Single(node.Asked);
    }
}
