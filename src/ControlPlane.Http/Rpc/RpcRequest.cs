using System.Text.Json;

namespace ControlPlane.Http.Rpc;

/// <summary>A call as it was sent.</summary>
internal readonly record struct RpcRequest(string Method, JsonElement? Parameters)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <exception cref="RpcException"><c>bad_request</c>, with what is wrong; the id is set as far as it could be
    /// read.</exception>
    public static RpcRequest Parse(byte[] frame, out JsonElement? id)
    {
        id = null;
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(frame, Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new RpcException("bad_request", $"This is not JSON: {e.Message}");
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new RpcException("bad_request", "Expected an object {id, method, params}.");
        }

        if (root.TryGetProperty("id", out var said) && said.ValueKind is JsonValueKind.Number or JsonValueKind.String)
        {
            id = said;
        }

        if (id is null || !root.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            throw new RpcException("bad_request", "Expected an id (a number or a string) and a method (a string).");
        }

        return new RpcRequest(
            method.GetString()!, root.TryGetProperty("params", out var parameters) ? parameters : null);
    }
}
