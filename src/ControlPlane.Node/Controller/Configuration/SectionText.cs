using System.Text;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// A section as one text, keys sorted: two that say the same have the same text, wherever they stand.
/// </summary>
internal static class SectionText
{
    public static string Of(Config section)
    {
        var text = new StringBuilder();
        foreach (var key in section.Keys.Order(StringComparer.Ordinal))
        {
            if (section.Peek(key) is { } value)
            {
                Append(text.Append(Quoted(key)).Append('='), value);
                text.Append(';');
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, HoconValue value)
    {
        switch (value)
        {
            case HoconObject inner:
                text.Append('{');
                foreach (var key in inner.Keys.Order(StringComparer.Ordinal))
                {
                    inner.TryGet(key, out var field);
                    Append(text.Append(Quoted(key)).Append('='), field!);
                    text.Append(';');
                }

                text.Append('}');
                break;
            case HoconArray array:
                text.Append('[');
                foreach (var item in array.Items)
                {
                    Append(text, item);
                    text.Append(';');
                }

                text.Append(']');
                break;
            default:
                text.Append(HoconJson.Write(value, indented: false, withOrigins: false));
                break;
        }
    }

    private static string Quoted(string key) => System.Text.Json.JsonSerializer.Serialize(key);
}
