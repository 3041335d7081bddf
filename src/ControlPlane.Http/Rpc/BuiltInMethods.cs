using System.Text.Json;

namespace ControlPlane.Http.Rpc;

/// <summary>What <c>type = rpc</c> answers without an application: <c>ping</c> and <c>echo</c>.</summary>
internal static class BuiltInMethods
{
    public static void AddTo(RpcMethods methods) => methods
        .Add<JsonElement, Pong>("ping", (container, _, _) => Task.FromResult(
            new Pong(container.Id.ToString(), container.Time.GetUtcNow())))
        .Add<JsonElement, JsonElement>("echo", (_, said, _) => Task.FromResult(said));

    internal sealed record Pong(string Container, DateTimeOffset Time);
}
