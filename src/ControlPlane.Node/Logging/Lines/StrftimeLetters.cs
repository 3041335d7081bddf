using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>What each letter of a <see cref="Strftime"/> format stands for.</summary>
internal static class StrftimeLetters
{
    public const string Allowed =
        "allowed are % with one of "
        + "[A a B b C c D d e F G g H h I j k l M m n P p R r S s T t U u V W w X x Y y Z z :z %], and S with digits "
        + "of a second as in %.3S; write %% for a percent sign";

    /// <summary>Letters that stand for other letters.</summary>
    public static readonly FrozenDictionary<char, string> Composite = new Dictionary<char, string>
    {
        ['c'] = "%a %b %e %T %Y",
        ['D'] = "%m/%d/%y",
        ['F'] = "%Y-%m-%d",
        ['R'] = "%H:%M",
        ['r'] = "%I:%M:%S %p",
        ['T'] = "%H:%M:%S",
        ['X'] = "%H:%M:%S",
        ['x'] = "%m/%d/%y",
    }.ToFrozenDictionary();

    /// <summary>Letters that stand for a part of the time.</summary>
    public static readonly FrozenDictionary<char, Action<StringBuilder, DateTimeOffset>> Plain =
        new Dictionary<char, Action<StringBuilder, DateTimeOffset>>
        {
            ['A'] = (to, t) => to.Append(Names.GetDayName(t.DayOfWeek)),
            ['a'] = (to, t) => to.Append(Names.GetAbbreviatedDayName(t.DayOfWeek)),
            ['B'] = (to, t) => to.Append(Names.GetMonthName(t.Month)),
            ['b'] = (to, t) => to.Append(Names.GetAbbreviatedMonthName(t.Month)),
            ['h'] = (to, t) => to.Append(Names.GetAbbreviatedMonthName(t.Month)),
            ['C'] = (to, t) => Zeros(to, t.Year / 100, 2),
            ['d'] = (to, t) => Zeros(to, t.Day, 2),
            ['e'] = (to, t) => Zeros(to, t.Day, 1),
            ['G'] = (to, t) => Zeros(to, ISOWeek.GetYear(t.DateTime), 1),
            ['g'] = (to, t) => Zeros(to, ISOWeek.GetYear(t.DateTime) % 100, 2),
            ['H'] = (to, t) => Zeros(to, t.Hour, 2),
            ['I'] = (to, t) => Zeros(to, HourOfTwelve(t), 2),
            ['j'] = (to, t) => Zeros(to, t.DayOfYear, 3),
            ['k'] = (to, t) => Blanks(to, t.Hour),
            ['l'] = (to, t) => Blanks(to, HourOfTwelve(t)),
            ['M'] = (to, t) => Zeros(to, t.Minute, 2),
            ['m'] = (to, t) => Zeros(to, t.Month, 2),
            ['n'] = (to, _) => to.Append('\n'),
            ['P'] = (to, t) => to.Append(t.Hour < 12 ? "am" : "pm"),
            ['p'] = (to, t) => to.Append(t.Hour < 12 ? "AM" : "PM"),
            ['S'] = (to, t) => Zeros(to, t.Second, 2),
            ['s'] = (to, t) => Zeros(to, t.ToUnixTimeSeconds(), 1),
            ['t'] = (to, _) => to.Append('\t'),
            ['U'] = (to, t) => Zeros(to, (t.DayOfYear + 6 - (int)t.DayOfWeek) / 7, 2),
            ['u'] = (to, t) => Zeros(to, DayFromMonday(t) + 1, 1),
            ['V'] = (to, t) => Zeros(to, ISOWeek.GetWeekOfYear(t.DateTime), 2),
            ['W'] = (to, t) => Zeros(to, (t.DayOfYear + 6 - DayFromMonday(t)) / 7, 2),
            ['w'] = (to, t) => Zeros(to, (int)t.DayOfWeek, 1),
            ['Y'] = (to, t) => Zeros(to, t.Year, 1),
            ['y'] = (to, t) => Zeros(to, t.Year % 100, 2),
            ['Z'] = (to, t) => AppendZone(to, t, ""),
            ['z'] = (to, t) => AppendZone(to, t, ""),
            ['%'] = (to, _) => to.Append('%'),
        }.ToFrozenDictionary();

    private static DateTimeFormatInfo Names => CultureInfo.InvariantCulture.DateTimeFormat;

    /// <summary>Offset from UTC, e.g. <c>+0100</c>, or <c>+01:00</c> with a colon between.</summary>
    public static void AppendZone(StringBuilder to, DateTimeOffset time, string between)
    {
        var offset = time.Offset.Duration();
        to.Append(time.Offset < TimeSpan.Zero ? '-' : '+');
        Zeros(to, offset.Hours, 2);
        to.Append(between);
        Zeros(to, offset.Minutes, 2);
    }

    /// <summary>Seconds with a fraction of 0 to 9 digits, cut and not rounded; 100 ns is the finest known.</summary>
    public static void AppendSeconds(StringBuilder to, DateTimeOffset time, int digits)
    {
        Zeros(to, time.Second, 2);
        if (digits > 0)
        {
            var nanoseconds = time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
            to.Append('.').Append(nanoseconds.ToString("D9", CultureInfo.InvariantCulture), 0, digits);
        }
    }

    private static int HourOfTwelve(DateTimeOffset time) => (time.Hour + 11) % 12 + 1;

    private static int DayFromMonday(DateTimeOffset time) => ((int)time.DayOfWeek + 6) % 7;

    private static void Zeros(StringBuilder to, long number, int width)
    {
        for (var limit = 10L; --width > 0; limit *= 10)
        {
            if (number < limit)
            {
                to.Append('0');
            }
        }

        to.Append(number);
    }

    private static void Blanks(StringBuilder to, int number) => to.Append(number < 10 ? " " : "").Append(number);
}
