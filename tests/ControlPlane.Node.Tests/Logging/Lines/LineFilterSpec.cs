using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Lines;

public sealed class LineFilterSpec
{
    [Theory]
    [InlineData("shop*", "", Severity.Err, true)]
    [InlineData("shop*", "", Severity.Crit, false)]
    [InlineData("shop*", "access", Severity.Debug, false)]
    [InlineData("controller", "*", Severity.Debug, false)]
    [InlineData("*", "*", Severity.Debug, true)]
    public void All_three_conditions_must_hold(string component, string subchannel, Severity max, bool expected)
    {
        var line = new LogLine(DateTimeOffset.UnixEpoch, Severity.Err, "shop", LogLine.Main, "out of stock");
        var filter = new LineFilter(new LinePattern(component), new LinePattern(subchannel), max);

        Assert.Equal(expected, filter.Accepts(line));
    }
}
