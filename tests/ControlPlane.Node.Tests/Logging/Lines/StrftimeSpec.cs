using System.Text;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Lines;

public sealed class StrftimeSpec
{
    // A Sunday in the first days of a month, early in the day; one hour east of Greenwich.
    private static readonly DateTimeOffset Morning = At("2026-11-01T02:09:31.1234567+01:00");
    private static readonly DateTimeOffset Evening = At("2024-12-30T20:05:09.9999999-03:30");

    [Theory]
    [InlineData("%A", "Sunday", "Monday")]
    [InlineData("%a", "Sun", "Mon")]
    [InlineData("%B", "November", "December")]
    [InlineData("%b", "Nov", "Dec")]
    [InlineData("%C", "20", "20")]
    [InlineData("%c", "Sun Nov 1 02:09:31 2026", "Mon Dec 30 20:05:09 2024")]
    [InlineData("%D", "11/01/26", "12/30/24")]
    [InlineData("%d", "01", "30")]
    [InlineData("%e", "1", "30")]
    [InlineData("%F", "2026-11-01", "2024-12-30")]
    [InlineData("%G", "2026", "2025")]
    [InlineData("%g", "26", "25")]
    [InlineData("%H", "02", "20")]
    [InlineData("%h", "Nov", "Dec")]
    [InlineData("%I", "02", "08")]
    [InlineData("%j", "305", "365")]
    [InlineData("%k", " 2", "20")]
    [InlineData("%l", " 2", " 8")]
    [InlineData("%M", "09", "05")]
    [InlineData("%m", "11", "12")]
    [InlineData("%n", "\n", "\n")]
    [InlineData("%P", "am", "pm")]
    [InlineData("%p", "AM", "PM")]
    [InlineData("%R", "02:09", "20:05")]
    [InlineData("%r", "02:09:31 AM", "08:05:09 PM")]
    [InlineData("%S", "31", "09")]
    [InlineData("%.0S", "31", "09")]
    [InlineData("%.3S", "31.123", "09.999")]
    [InlineData("%.9S", "31.123456700", "09.999999900")]
    [InlineData("%s", "1793495371", "1735601709")]
    [InlineData("%T", "02:09:31", "20:05:09")]
    [InlineData("%t", "\t", "\t")]
    [InlineData("%U", "44", "52")]
    [InlineData("%u", "7", "1")]
    [InlineData("%V", "44", "01")]
    [InlineData("%W", "43", "53")]
    [InlineData("%w", "0", "1")]
    [InlineData("%X", "02:09:31", "20:05:09")]
    [InlineData("%x", "11/01/26", "12/30/24")]
    [InlineData("%Y", "2026", "2024")]
    [InlineData("%y", "26", "24")]
    [InlineData("%Z", "+0100", "-0330")]
    [InlineData("%z", "+0100", "-0330")]
    [InlineData("%:z", "+01:00", "-03:30")]
    [InlineData("%%", "%", "%")]
    [InlineData("", "", "")]
    [InlineData("at %H o'clock %%H", "at 02 o'clock %H", "at 20 o'clock %H")]
    public void Each_letter_stands_for_its_part_of_the_time(string format, string morning, string evening)
    {
        Assert.Equal(morning, Written(format, Morning));
        Assert.Equal(evening, Written(format, Evening));
    }

    [Theory]
    [InlineData(0, "12 am")]
    [InlineData(11, "11 am")]
    [InlineData(12, "12 pm")]
    [InlineData(23, "11 pm")]
    public void Noon_and_midnight_are_twelve(int hour, string expected) =>
        Assert.Equal(expected, Written("%I %P", new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("%Q", "%Q is not known")]
    [InlineData("%E", "%E is not known")]
    [InlineData("%.3M", "%. is not known")]
    [InlineData("%.S", "%. is not known")]
    [InlineData("%:a", "%: is not known")]
    [InlineData("%10S", "%1 is not known")]
    [InlineData("%\u001b", "%\\u001b is not known")]
    [InlineData("100 %", "ends in a single %")]
    public void What_is_not_a_letter_is_refused_and_the_letters_are_named(string format, string expected)
    {
        Assert.False(Strftime.TryParse(format, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains("A a B b C c D d", error, StringComparison.Ordinal);
    }

    private static string Written(string format, DateTimeOffset time)
    {
        var text = new StringBuilder();
        Strftime.Parse(format).Append(text, time);
        return text.ToString();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, null);
}
