using System.Globalization;
using ControlPlane.Hocon.Syntax;

namespace ControlPlane.Hocon.Typed;

/// <summary>The automatic conversions of the HOCON specification, and no others.</summary>
internal static class Conversions
{
    /// <summary>Strings, numbers and booleans; null never converts.</summary>
    public static bool TryText(HoconValue value, out string text)
    {
        text = value.AsText ?? "";
        return value is HoconString or HoconNumber or HoconBoolean;
    }

    /// <summary>A number, or a string that is one by the rules of JSON, without a fraction.</summary>
    public static bool TryInteger(HoconValue value, out long integer)
    {
        integer = 0;
        if (!TryNumber(value, out var text)
            || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || decimal.Truncate(number) != number || number is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        integer = (long)number;
        return true;
    }

    public static bool TryDouble(HoconValue value, out double number)
    {
        number = 0;
        return TryNumber(value, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    public static bool TryBoolean(HoconValue value, out bool boolean)
    {
        (var known, boolean) = value switch
        {
            HoconBoolean written => (true, written.Value),
            HoconString { Value: "true" or "yes" or "on" } => (true, true),
            HoconString { Value: "false" or "no" or "off" } => (true, false),
            _ => (false, false),
        };
        return known;
    }

    /// <summary>An array, or an object with whole numbers as keys: its members by number, without other keys.</summary>
    public static bool TryItems(HoconValue value, out IReadOnlyList<HoconValue> items)
    {
        items = value switch
        {
            HoconArray array => array.Items,
            HoconObject indexed => IndexedItems(indexed),
            _ => [],
        };
        return value is HoconArray || items.Count > 0;
    }

    private static bool TryNumber(HoconValue value, out string text) =>
        TryText(value, out text) && value is not HoconBoolean && NumberText.IsNumber(text);

    private static List<HoconValue> IndexedItems(HoconObject indexed)
    {
        var items = new SortedDictionary<int, HoconValue>();
        foreach (var key in indexed.Keys)
        {
            if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && indexed.TryGet(key, out var item))
            {
                items[index] = item;
            }
        }

        return [.. items.Values];
    }
}
