namespace ControlPlane.Contracts.Wire;

/// <summary>
/// The header of a reply that carries its notices, one each: the body stays what it is. Its value is percent-encoded.
/// </summary>
public static class NoticeHeader
{
    public const string Name = "X-Cplane-Notice";

    /// <summary>Headers of a reply are bounded; what is more is only counted.</summary>
    private const int MostCharacters = 6_000;

    /// <summary>The values to send.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<string> notices)
    {
        var values = new List<string>();
        var room = MostCharacters;
        foreach (var notice in notices)
        {
            var value = Uri.EscapeDataString(notice);
            if (value.Length > room)
            {
                values.Add(Uri.EscapeDataString($"… and {notices.Count - values.Count} more that do not fit here"));
                break;
            }

            room -= value.Length;
            values.Add(value);
        }

        return values;
    }

    public static string Read(string value) => Uri.UnescapeDataString(value);
}
