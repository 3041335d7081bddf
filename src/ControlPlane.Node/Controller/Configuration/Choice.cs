using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads a key whose value is one of a few names, some of which this version only knows by name.</summary>
internal static class Choice
{
    /// <summary>False after an error, which is added.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">Required there, or in its defaults.</param>
    /// <param name="allowed">What may stand there.</param>
    /// <param name="later">What a later version will take.</param>
    /// <param name="value">The value; anything after an error.</param>
    public static bool TryRead<T>(
        Config section,
        string key,
        IReadOnlyDictionary<string, T> allowed,
        IReadOnlyCollection<string> later,
        out T value)
    {
        var written = (section.Peek(key) as HoconString)?.Value;
        if (written is not null && later.Contains(written, StringComparer.OrdinalIgnoreCase))
        {
            section.Fail(key, $"is [{written}], which is known, but not in this version; "
                + $"expected {string.Join(" or ", allowed.Keys)}");
            value = allowed.Values.First();
            return false;
        }

        value = section.GetChoice(key, allowed);
        return written is not null && allowed.Keys.Contains(written, StringComparer.OrdinalIgnoreCase);
    }
}
