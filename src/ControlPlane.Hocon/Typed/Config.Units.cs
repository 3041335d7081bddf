using ControlPlane.Hocon.Typed;

namespace ControlPlane.Hocon;

public sealed partial class Config
{
    /// <summary>A duration as <see cref="HoconDuration"/> reads it; a bare number means seconds.</summary>
    public TimeSpan GetDuration(string key, TimeSpan? min = null, TimeSpan? max = null)
    {
        var (least, most) = (min ?? TimeSpan.MinValue, max ?? TimeSpan.MaxValue);
        var expected = HoconDuration.Expected
            + Range(least, most, min is not null, max is not null, HoconDuration.Write).Replace(" of", ",", StringComparison.Ordinal);
        var instead = TimeSpan.FromTicks(Math.Clamp(0, least.Ticks, most.Ticks));
        return Get(key, expected, instead, v => Conversions.TryText(v, out var text)
            && HoconDuration.TryParse(text, out var duration) && duration >= least && duration <= most ? duration : null);
    }

    public TimeSpan? FindDuration(string key, TimeSpan? min = null, TimeSpan? max = null) =>
        Has(key) ? GetDuration(key, min, max) : null;

    /// <summary>A size in bytes as <see cref="HoconSize"/> reads it.</summary>
    public long GetSize(string key, long min = 0, long max = long.MaxValue)
    {
        var expected = HoconSize.Expected
            + Range(min, max, min != 0, max != long.MaxValue, n => $"{n} bytes").Replace(" of", ",", StringComparison.Ordinal);
        return Get(key, expected, Math.Clamp(0, min, max), v => Conversions.TryText(v, out var text)
            && HoconSize.TryParse(text, out var size) && size >= min && size <= max ? size : null);
    }

    public long? FindSize(string key, long min = 0, long max = long.MaxValue) =>
        Has(key) ? GetSize(key, min, max) : null;

    /// <summary>A time by the calendar as <see cref="HoconPeriod"/> reads it; a bare number means days.</summary>
    public HoconPeriod GetPeriod(string key)
    {
        if (Find(key) is not { } found)
        {
            Missing(key, HoconPeriod.Expected);
        }
        else if (Conversions.TryText(found, out var text) && HoconPeriod.TryParse(text, out var period))
        {
            return period;
        }
        else
        {
            Wrong(found, PathText.Join(Path, key), HoconPeriod.Expected);
        }

        return new HoconPeriod(0, 0, 0);
    }

    public HoconPeriod? FindPeriod(string key) => Has(key) ? GetPeriod(key) : null;
}
