using System.Globalization;
using ControlPlane.Hocon.Typed;

namespace ControlPlane.Hocon;

public sealed partial class Config
{
    private delegate bool Conversion<T>(HoconValue value, out T converted);

    /// <summary>A string; numbers and booleans convert.</summary>
    public string GetString(string key) => Get(key, "a string", "", Conversions.TryText);

    public string? FindString(string key) => Has(key) ? GetString(key) : null;

    /// <summary>A whole number within a range, both ends included.</summary>
    public int GetInt(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        var expected = "an integer" + Range(min, max, min != int.MinValue, max != int.MaxValue, Number);
        return (int)Get(key, expected, Math.Clamp(0L, min, max), (HoconValue v, out long integer) =>
            Conversions.TryInteger(v, out integer) && integer >= min && integer <= max);
    }

    public int? FindInt(string key, int min = int.MinValue, int max = int.MaxValue) =>
        Has(key) ? GetInt(key, min, max) : null;

    /// <summary>A number within a range, both ends included.</summary>
    public double GetDouble(string key, double min = double.MinValue, double max = double.MaxValue)
    {
        var expected = "a number" + Range(min, max, min > double.MinValue, max < double.MaxValue, Number);
        return Get(key, expected, Math.Clamp(0, min, max), (HoconValue v, out double number) =>
            Conversions.TryDouble(v, out number) && number >= min && number <= max);
    }

    public double? FindDouble(string key, double min = double.MinValue, double max = double.MaxValue) =>
        Has(key) ? GetDouble(key, min, max) : null;

    /// <summary>A boolean; the strings yes, on, no, off convert.</summary>
    public bool GetBoolean(string key) => Get<bool>(key, "true or false", false, Conversions.TryBoolean);

    public bool? FindBoolean(string key) => Has(key) ? GetBoolean(key) : null;

    /// <summary>One of several names, in any case. After an error the first of them.</summary>
    public T GetChoice<T>(string key, IReadOnlyDictionary<string, T> allowed)
    {
        var expected = $"one of [{string.Join(", ", allowed.Keys)}]";
        if (Find(key) is { } found && !TryChoice(found, allowed, out _)
            && Conversions.TryText(found, out var name) && NearestName.To(name, allowed.Keys) is { } nearest)
        {
            expected += $" (did you mean [{nearest}]?)";
        }

        return Get(key, expected, allowed.Values.First(), (HoconValue v, out T choice) =>
            TryChoice(v, allowed, out choice));
    }

    public T? FindChoice<T>(string key, IReadOnlyDictionary<string, T> allowed)
        where T : struct => Has(key) ? GetChoice(key, allowed) : null;

    private static bool TryChoice<T>(HoconValue value, IReadOnlyDictionary<string, T> allowed, out T choice)
    {
        Conversions.TryText(value, out var name);
        var found = allowed.Where(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).ToList();
        choice = found.Count > 0 ? found[0].Value : default!;
        return found.Count > 0;
    }

    /// <summary>The converted value of a key; after an error <paramref name="instead"/>.</summary>
    private T Get<T>(string key, string expected, T instead, Conversion<T> convert)
    {
        if (Find(key) is not { } found)
        {
            Missing(key, expected);
            return instead;
        }

        if (convert(found, out var converted))
        {
            return converted;
        }

        Wrong(found, PathText.Join(Path, key), expected);
        return instead;
    }

    private static string Number<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Range<T>(T min, T max, bool hasMin, bool hasMax, Func<T, string> shown) =>
        (hasMin, hasMax) switch
        {
            (true, true) => $" from {shown(min)} to {shown(max)}",
            (true, false) => $" of at least {shown(min)}",
            (false, true) => $" of at most {shown(max)}",
            _ => "",
        };
}
