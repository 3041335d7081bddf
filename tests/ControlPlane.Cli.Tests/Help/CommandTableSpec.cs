using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Help;

public sealed class CommandTableSpec
{
    [Fact]
    public void The_README_has_the_table_as_it_is() => Assert.Contains(
        CommandRun.Of("__commands").Out.Trim(), File.ReadAllText(RepositoryRoot.File("README.md")),
        StringComparison.Ordinal);

    [Fact]
    public void The_table_for_the_README_has_a_line_for_each_command()
    {
        var lines = CommandRun.Of("__commands").Out.Split('\n');

        Assert.Equal(["| command | what it does |", "|---|---|"], lines[..2]);
        Assert.Contains("| `scale SERVICE N` | Run this many containers of a service, until the next reload. |", lines);
        Assert.Contains(
            "| `completion bash\\|zsh` | Print a script that completes commands, options and service names. |", lines);
        Assert.DoesNotContain(lines, line => line.Contains("__", StringComparison.Ordinal));
    }
}
