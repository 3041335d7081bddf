namespace ControlPlane.Hocon.Syntax;

/// <summary>The number format of JSON, which is that of HOCON.</summary>
internal static class NumberText
{
    public static bool IsNumber(string text) =>
        text.Length > 0 && PrefixLength(text.Length, i => text[i]) == text.Length;

    /// <summary>How many characters from the cursor on are a number; 0 if none starts there.</summary>
    public static int PrefixLength(TextCursor cursor) => PrefixLength(int.MaxValue, cursor.Peek);

    private static int PrefixLength(int length, Func<int, char> at)
    {
        char At(int index) => index < length ? at(index) : '\0';
        int Digits(int from)
        {
            var to = from;
            while (char.IsAsciiDigit(At(to)))
            {
                to++;
            }

            return to;
        }

        var whole = At(0) == '-' ? 1 : 0;
        var end = At(whole) == '0' ? whole + 1 : Digits(whole);
        if (end == whole)
        {
            return 0;
        }

        if (At(end) == '.' && Digits(end + 1) is var fraction && fraction > end + 1)
        {
            end = fraction;
        }

        var power = At(end) is 'e' or 'E' ? end + (At(end + 1) is '+' or '-' ? 2 : 1) : end;
        return power > end && Digits(power) is var digits && digits > power ? digits : end;
    }
}
