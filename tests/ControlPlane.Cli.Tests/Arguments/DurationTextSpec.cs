using ControlPlane.Cli.Arguments;

namespace ControlPlane.Cli.Tests.Arguments;

public sealed class DurationTextSpec
{
    [Theory]
    [InlineData("30", 30_000)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1_500)]
    [InlineData("30s", 30_000)]
    [InlineData("30 seconds", 30_000)]
    [InlineData("500ms", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("2000us", 2)]
    [InlineData("3000000ns", 3)]
    public void It_reads_what_the_configuration_reads(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text, "--timeout"));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("1 fortnight")]
    [InlineData("1S")]
    [InlineData("25h")]
    [InlineData("NaN")]
    [InlineData("9999999999999999999999999999999999999")]
    public void Anything_else_says_what_is_allowed(string text)
    {
        var refused = Assert.Throws<CliException>(() => DurationText.Parse(text, "--timeout"));

        Assert.Equal((2, $"--timeout is [{text}]; expected a duration from 0 to 1 day"),
            (refused.ExitCode, refused.Message));
    }
}
