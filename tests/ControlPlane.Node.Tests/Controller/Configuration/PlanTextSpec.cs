using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class PlanTextSpec
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(TimeSpan.TicksPerSecond * 90, "90s")]
    [InlineData(-TimeSpan.TicksPerSecond, "-1s")]
    [InlineData(TimeSpan.TicksPerMillisecond * 1500, "1500ms")]
    [InlineData(15, "1500ns")]
    public void Durations_read_as_a_file_would_write_them(long ticks, string text) =>
        Assert.Equal(text, PlanText.Of(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void What_is_not_set_is_off()
    {
        Assert.Equal("off", PlanText.Of((TimeSpan?)null));
        Assert.Equal("off", PlanText.Of((int?)null));
    }

    [Theory]
    [InlineData(UnixFileMode.None, "0000")]
    [InlineData(UnixFileMode.OtherRead, "0004")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "0640")]
    public void Modes_are_octal(UnixFileMode mode, string text) => Assert.Equal(text, PlanText.Of(mode));
}
