using System.Text.Json;
using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>Labels as an object, <c>{ "zone": "a" }</c>; in the order of their names.</summary>
internal sealed class LabelsConverter : JsonConverter<ValueList<NodeLabel>>
{
    public override ValueList<NodeLabel> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("expected an object");
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!reader.Read() || reader.TokenType != JsonTokenType.String || !labels.TryAdd(name, reader.GetString()!))
            {
                throw new JsonException("expected each label once, and a text");
            }

            Entries.Check(labels.Count);
        }

        return ValueList.From(labels.Select(label => new NodeLabel(label.Key, label.Value)));
    }

    public override void Write(Utf8JsonWriter writer, ValueList<NodeLabel> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var label in value.OrderBy(label => label.Name, StringComparer.Ordinal))
        {
            writer.WriteString(label.Name, label.Value);
        }

        writer.WriteEndObject();
    }
}
