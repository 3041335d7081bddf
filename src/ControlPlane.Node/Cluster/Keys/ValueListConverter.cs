using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>A list of a bounded number of entries as an array.</summary>
internal sealed class ValueListConverter<T> : JsonConverter<ValueList<T>>
    where T : class, IEquatable<T>
{
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("expected an array");
        }

        List<T> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, OfItem(options))
                ?? throw new JsonException("expected no null in the array"));
            Entries.Check(items.Count);
        }

        return ValueList.From(items);
    }

    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            JsonSerializer.Serialize(writer, item, OfItem(options));
        }

        writer.WriteEndArray();
    }

    private static JsonTypeInfo<T> OfItem(JsonSerializerOptions options) =>
        (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}

/// <summary>Stops a reader before a list is too long to be meant.</summary>
internal static class Entries
{
    public static void Check(int count)
    {
        if (count > KeyLimits.MostEntries)
        {
            throw new JsonException(string.Create(
                CultureInfo.InvariantCulture, $"expected at most {KeyLimits.MostEntries} entries"));
        }
    }
}
