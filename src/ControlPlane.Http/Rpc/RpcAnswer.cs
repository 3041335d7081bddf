using System.Text.Json;

namespace ControlPlane.Http.Rpc;

/// <summary>An answer as it is sent.</summary>
internal static class RpcAnswer
{
    /// <param name="id">Of the call; null: it had none that could be read.</param>
    /// <param name="answer">A <see cref="JsonElement"/>, or an <see cref="RpcException"/>.</param>
    public static byte[] Write(JsonElement? id, object answer)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WritePropertyName("id");
            if (id is { } known)
            {
                known.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }

            if (answer is RpcException error)
            {
                json.WriteStartObject("error");
                json.WriteString("code", error.Code);
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }
            else
            {
                json.WritePropertyName("result");
                ((JsonElement)answer).WriteTo(json);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
