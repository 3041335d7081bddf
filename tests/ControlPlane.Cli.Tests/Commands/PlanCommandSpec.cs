using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Commands;

public sealed class PlanCommandSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("""{"changes":["web: new","jobs: \u001bremoved"]}""", 10, "web: new\njobs: \\u001bremoved\n")]
    [InlineData("""{"changes":[]}""", 0, "no changes\n")]
    public void The_changes_are_printed_one_a_line_and_decide_the_exit_code(string answer, int exit, string expected)
    {
        using var node = new FakeNode { Reply = _ => FakeNode.Http(200, answer) };
        var file = _directory.Write("shop.conf", "controlplane.service {}");

        var run = node.Run("plan", file);
        var json = node.Run("plan", file, "-o", "json");

        Assert.Equal((exit, expected, ""), (run.Exit, run.Out, run.Error));
        Assert.Equal((exit, answer + "\n"), (json.Exit, json.Out));
        Assert.Equal(
            """POST /v1/configuration/plan {"origin":"shop.conf","text":"{\"controlplane\":{\"service\":{}}}"}""",
            node.Asked[0]);
    }

    [Fact]
    public void A_bad_file_is_78_and_nothing_is_asked()
    {
        using var node = new FakeNode();

        Assert.Equal(78, node.Run("plan", _directory.File("gone.conf")).Exit);
        Assert.Empty(node.Asked);
    }

    [Fact]
    public void What_the_cluster_refuses_is_78_in_its_words()
    {
        using var node = new FakeNode
        {
            Reply = _ =>
                FakeNode.Http(422, """{"error":"web: no command","hint":"write one","why":"bad_configuration"}"""),
        };

        var run = node.Run("plan", _directory.Write("shop.conf", "controlplane.service {}"));

        Assert.Equal((78, "cplane: web: no command\n  hint: write one\n"), (run.Exit, run.Error));
    }
}
