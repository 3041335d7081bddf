using ControlPlane.Hocon.Typed;

namespace ControlPlane.Hocon;

public sealed partial class Config
{
    /// <summary>A duration as <see cref="HoconDuration"/> reads it; a bare number means seconds.</summary>
    public TimeSpan GetDuration(string key, TimeSpan? min = null, TimeSpan? max = null)
    {
        var (least, most) = (min ?? TimeSpan.MinValue, max ?? TimeSpan.MaxValue);
        var range = Range(least, most, min is not null, max is not null, HoconDuration.Write);
        var instead = TimeSpan.FromTicks(Math.Clamp(0, least.Ticks, most.Ticks));
        var expected = $"a duration{range}, {HoconDuration.Examples}";
        return Get(key, expected, instead, (HoconValue v, out TimeSpan duration) =>
        {
            duration = default;
            return Conversions.TryText(v, out var text) && HoconDuration.TryParse(text, out duration)
                && duration >= least && duration <= most;
        });
    }

    public TimeSpan? FindDuration(string key, TimeSpan? min = null, TimeSpan? max = null) =>
        Has(key) ? GetDuration(key, min, max) : null;

    /// <summary>A size in bytes as <see cref="HoconSize"/> reads it.</summary>
    public long GetSize(string key, long min = 0, long max = long.MaxValue)
    {
        var range = Range(min, max, min != 0, max != long.MaxValue, bytes => $"{bytes} bytes");
        var expected = $"a size{range}, {HoconSize.Examples}";
        return Get(key, expected, Math.Clamp(0, min, max), (HoconValue v, out long size) =>
        {
            size = 0;
            return Conversions.TryText(v, out var text) && HoconSize.TryParse(text, out size)
                && size >= min && size <= max;
        });
    }

    public long? FindSize(string key, long min = 0, long max = long.MaxValue) =>
        Has(key) ? GetSize(key, min, max) : null;

    /// <summary>A time by the calendar as <see cref="HoconPeriod"/> reads it; a bare number means days.</summary>
    public HoconPeriod GetPeriod(string key)
    {
        var none = new HoconPeriod(0, 0, 0);
        return Get(key, $"a period, {HoconPeriod.Examples}", none, (HoconValue v, out HoconPeriod period) =>
        {
            period = none;
            return Conversions.TryText(v, out var text) && HoconPeriod.TryParse(text, out period);
        });
    }

    public HoconPeriod? FindPeriod(string key) => Has(key) ? GetPeriod(key) : null;
}
