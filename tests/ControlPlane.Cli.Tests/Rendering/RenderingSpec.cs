using ControlPlane.Cli.Rendering;

namespace ControlPlane.Cli.Tests.Rendering;

public sealed class RenderingSpec
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m00s")]
    [InlineData(3_599, "59m59s")]
    [InlineData(3_600, "1h00m")]
    [InlineData(86_399, "23h59m")]
    [InlineData(97_200, "1d03h")]
    [InlineData(-5, "0s")]
    public void An_age_has_its_two_largest_units(int seconds, string text)
    {
        var now = new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(text, Age.Of(now.AddSeconds(-seconds), now));
    }

    [Theory]
    [InlineData("plain ü 漢", "plain ü 漢")]
    [InlineData("a\nb\tc", "a b c")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("a\u202eb", "a\\u202eb")]
    [InlineData("\u009b", "\\u009b")]
    public void Text_from_outside_cannot_control_the_terminal(string text, string safe) =>
        Assert.Equal(safe, PlainText.Of(text));

    [Fact]
    public void A_terminal_gets_a_table_with_colours_and_brackets_stay_brackets()
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(200,
                """
                [{"service":"[red]web[/]","state":"enabled","desired":1,"ready":1,"containers":1,"protocols":[]}]
                """),
        };

        var run = CommandRun.OnTerminal("list", "--sockdir", node.SocketDirectory);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("[red]web[/]", run.Out, StringComparison.Ordinal);
        Assert.Contains("\u001b[", run.Out, StringComparison.Ordinal);
        Assert.Contains("╭", run.Out, StringComparison.Ordinal);
        Assert.All(["SERVICE", "STATE", "DESIRED", "READY", "CONTAINERS", "ADDRESSES", "enabled"],
            text => Assert.Contains(text, run.Out, StringComparison.Ordinal));
    }
}
