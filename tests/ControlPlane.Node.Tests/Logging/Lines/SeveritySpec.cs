using ControlPlane.Node.Logging.Lines;
using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace ControlPlane.Node.Tests.Logging.Lines;

public sealed class SeveritySpec
{
    [Theory]
    [InlineData(0, "emerg")]
    [InlineData(1, "alert")]
    [InlineData(2, "crit")]
    [InlineData(3, "err")]
    [InlineData(4, "warning")]
    [InlineData(5, "notice")]
    [InlineData(6, "info")]
    [InlineData(7, "debug")]
    public void Numbers_and_names_are_those_of_syslog(int number, string name)
    {
        Assert.Equal(name, SeverityNames.Of((Severity)number));
        Assert.Equal((Severity)number, SeverityNames.Allowed[name]);
        Assert.Equal((Severity)number, SeverityNames.Allowed[name.ToUpperInvariant()]);
    }

    [Fact]
    public void All_means_debug() => Assert.Equal(Severity.Debug, SeverityNames.Allowed["All"]);

    [Theory]
    [InlineData("error")]
    [InlineData("")]
    [InlineData("3")]
    [InlineData(null)]
    public void Other_names_are_unknown(string? name) => Assert.False(SeverityNames.TryParse(name, out _));

    [Theory]
    [InlineData(LogLevel.Trace, Severity.Debug)]
    [InlineData(LogLevel.Debug, Severity.Debug)]
    [InlineData(LogLevel.Information, Severity.Info)]
    [InlineData(LogLevel.Warning, Severity.Warning)]
    [InlineData(LogLevel.Error, Severity.Err)]
    [InlineData(LogLevel.Critical, Severity.Crit)]
    [InlineData(LogLevel.None, null)]
    public void The_levels_of_dotnet_have_their_counterpart(LogLevel level, Severity? expected) =>
        Assert.Equal(expected, SeverityMapping.Of(level));

    [Theory]
    [InlineData(LogEventLevel.Verbose, Severity.Debug)]
    [InlineData(LogEventLevel.Debug, Severity.Debug)]
    [InlineData(LogEventLevel.Information, Severity.Info)]
    [InlineData(LogEventLevel.Warning, Severity.Warning)]
    [InlineData(LogEventLevel.Error, Severity.Err)]
    [InlineData(LogEventLevel.Fatal, Severity.Crit)]
    public void The_levels_of_Serilog_have_their_counterpart(LogEventLevel level, Severity expected) =>
        Assert.Equal(expected, SeverityMapping.Of(level));

    [Fact]
    public void What_a_maximum_level_lets_pass_also_passes_the_level_that_stands_for_it()
    {
        foreach (var max in Enum.GetValues<Severity>())
        {
            foreach (var severity in Enum.GetValues<Severity>().Where(severity => severity <= max))
            {
                Assert.True(
                    SeverityMapping.LevelFor(severity) >= SeverityMapping.LevelFor(max), $"{severity} under {max}");
            }
        }
    }
}
