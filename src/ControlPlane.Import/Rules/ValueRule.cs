using System.Globalization;

namespace ControlPlane.Import.Rules;

/// <summary>What may stand behind a parameter: its problem as the part of a sentence, or null.</summary>
internal delegate string? ValueRule(object value);

/// <summary>The rules of Netplex. They are strict: an integer is not a number with a dot.</summary>
internal static class ValueRules
{
    private static readonly string[] Levels =
        ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "all"];

    public static readonly ValueRule Anything = _ => null;

    public static readonly ValueRule Text = value =>
        value is string ? null : "is not a string; expected a text in quotes";

    public static readonly ValueRule Flag = value =>
        value is bool ? null : "is not a boolean value; expected true or false";

    public static readonly ValueRule Float = value => value switch
    {
        double => null,
        long number => $"is not a floating-point number; write {number.ToString(CultureInfo.InvariantCulture)}.0",
        _ => "is not a floating-point number; expected one with a dot, such as 2.5",
    };

    public static readonly ValueRule Permissions = value =>
        value is string or >= 0L and <= 511L
        ? null
        : "is neither an integer up to 0o777 nor a string such as \"0o660\"";

    public static readonly ValueRule Level = value => value is string text
        ? Levels.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"is [{text}], a bad level; expected one of {string.Join(", ", Levels)}"
        : Text(value);

    public static ValueRule Whole(int least) => value => value is not long number
        ? "is not an integer; expected one without a dot"
        : number >= least && number <= int.MaxValue ? null : string.Create(CultureInfo.InvariantCulture,
            $"is {number}; expected an integer from {least} to {int.MaxValue}");

    public static ValueRule OneOf(string what, params string[] allowed) => value => value is string text
        ? allowed.Contains(text) ? null : $"is [{text}], no such {what}; expected one of {string.Join(", ", allowed)}"
        : Text(value);
}
