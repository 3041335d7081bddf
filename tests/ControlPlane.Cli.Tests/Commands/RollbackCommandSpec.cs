namespace ControlPlane.Cli.Tests.Commands;

public sealed class RollbackCommandSpec
{
    private const string Versions =
        """
        [{"version":3,"in_force":true,"origin":"a.conf","by":"uid 0","applied_at":"2026-01-02T03:04:05+01:00","copy_of":1},
        {"version":0,"in_force":false,"origin":"each node's own file","by":"","applied_at":null,"copy_of":null,"newer":1}]
        """;

    [Fact]
    public void The_list_shows_what_can_be_had_and_changes_nothing()
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, Versions) };

        var run = node.Run("rollback", "--list");

        Assert.Equal(
            """
            VERSION  IN FORCE  ORIGIN                COPY OF  BY     APPLIED
            3        yes       a.conf                1        uid 0  2026-01-02 02:04:05Z
            0        -         each node's own file  -        -      -

            """,
            run.Out);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(["GET /v1/configuration/versions"], node.Asked);
        Assert.Equal(Versions + "\n", node.Run("rollback", "--list", "-o", "json").Out);
    }

    [Fact]
    public void A_version_beside_the_list_is_a_mistake()
    {
        using var node = new FakeNode();

        Assert.Equal(2, node.Run("rollback", "3", "--list").Exit);
        Assert.Empty(node.Requests);
    }
}
