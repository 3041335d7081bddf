using System.Text;

namespace ControlPlane.Hocon;

/// <summary>Writes resolved values as JSON: keys in file order, numbers as they were written. Stable.</summary>
public static class HoconJson
{
    /// <param name="value">What to write.</param>
    /// <param name="indented">Two spaces a level and one value a line; else one line without spaces.</param>
    /// <param name="withOrigins">
    /// Objects and arrays keep their shape; each simple value becomes
    /// <c>{ "value": 1, "origin": "a.conf:3:9" }</c>.
    /// </param>
    public static string Write(HoconValue value, bool indented, bool withOrigins)
    {
        var text = new StringBuilder();
        new Json.JsonWriter(text, indented, withOrigins).Write(value);
        return text.ToString();
    }
}
