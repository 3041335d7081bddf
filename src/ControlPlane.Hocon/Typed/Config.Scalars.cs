using System.Globalization;
using ControlPlane.Hocon.Typed;

namespace ControlPlane.Hocon;

public sealed partial class Config
{
    /// <summary>A string; numbers and booleans convert.</summary>
    public string GetString(string key) => Get(key, "a string", "", AsString);

    public string? FindString(string key) => Has(key) ? GetString(key) : null;

    /// <summary>A whole number within a range, both ends included.</summary>
    public int GetInt(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        var expected = "an integer" + Range(min, max, min != int.MinValue, max != int.MaxValue, Number);
        return Get(key, expected, Math.Clamp(0, min, max), v => AsInteger(v) is { } i && i >= min && i <= max ? (int)i : null);
    }

    public int? FindInt(string key, int min = int.MinValue, int max = int.MaxValue) =>
        Has(key) ? GetInt(key, min, max) : null;

    /// <summary>A number within a range, both ends included.</summary>
    public double GetDouble(string key, double min = double.MinValue, double max = double.MaxValue)
    {
        var expected = "a number" + Range(min, max, min > double.MinValue, max < double.MaxValue, Number);
        return Get(key, expected, Math.Clamp(0, min, max),
            v => Conversions.TryDouble(v, out var d) && d >= min && d <= max ? d : null);
    }

    public double? FindDouble(string key, double min = double.MinValue, double max = double.MaxValue) =>
        Has(key) ? GetDouble(key, min, max) : null;

    /// <summary>A boolean; the strings yes, on, no, off convert.</summary>
    public bool GetBoolean(string key) =>
        Get(key, "true or false", false, v => Conversions.TryBoolean(v, out var b) ? b : null);

    public bool? FindBoolean(string key) => Has(key) ? GetBoolean(key) : null;

    /// <summary>One of several names, in any case.</summary>
    public T GetChoice<T>(string key, IReadOnlyDictionary<string, T> allowed)
    {
        var expected = $"one of [{string.Join(", ", allowed.Keys)}]";
        if (Find(key) is not { } found)
        {
            Missing(key, expected);
            return allowed.Values.First();
        }

        var name = AsString(found);
        foreach (var choice in allowed)
        {
            if (string.Equals(choice.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return choice.Value;
            }
        }

        var nearest = name is null ? null : NearestName.To(name, allowed.Keys);
        Wrong(found, PathText.Join(Path, key), nearest is null ? expected : $"{expected}; did you mean [{nearest}]?");
        return allowed.Values.First();
    }

    public T? FindChoice<T>(string key, IReadOnlyDictionary<string, T> allowed)
        where T : struct => Has(key) ? GetChoice(key, allowed) : null;

    private T Get<T>(string key, string expected, T instead, Func<HoconValue, T?> convert)
        where T : struct
    {
        if (Find(key) is not { } found)
        {
            Missing(key, expected);
            return instead;
        }

        if (convert(found) is { } converted)
        {
            return converted;
        }

        Wrong(found, PathText.Join(Path, key), expected);
        return instead;
    }

    private string Get(string key, string expected, string instead, Func<HoconValue, string?> convert)
    {
        if (Find(key) is not { } found)
        {
            Missing(key, expected);
            return instead;
        }

        if (convert(found) is { } converted)
        {
            return converted;
        }

        Wrong(found, PathText.Join(Path, key), expected);
        return instead;
    }

    private static string? AsString(HoconValue found) => Conversions.TryText(found, out var text) ? text : null;

    private static long? AsInteger(HoconValue found) => Conversions.TryInteger(found, out var integer) ? integer : null;

    private static string Number<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Range<T>(T min, T max, bool hasMin, bool hasMax, Func<T, string> shown) => (hasMin, hasMax) switch
    {
        (true, true) => $" from {shown(min)} to {shown(max)}",
        (true, false) => $" of at least {shown(min)}",
        (false, true) => $" of at most {shown(max)}",
        _ => "",
    };
}
