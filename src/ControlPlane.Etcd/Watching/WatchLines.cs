using System.Text.Json;
using ControlPlane.Etcd.Gateway;

namespace ControlPlane.Etcd.Watching;

/// <summary>Lines of a watch stream.</summary>
internal static class WatchLines
{
    /// <param name="line">As it came.</param>
    /// <param name="stream">Where from, for the error's text.</param>
    /// <exception cref="EtcdException">It is an error of etcd's.</exception>
    /// <exception cref="JsonException">It cannot be understood.</exception>
    public static WireWatch Read(ReadOnlySpan<byte> line, Uri stream)
    {
        var read = JsonSerializer.Deserialize(line, GatewayJson.Default.WireWatchLine)
            ?? throw new JsonException("a line of the stream is null");
        if (read.Error is { } error)
        {
            throw error.ToFailure(stream);
        }

        return read.Result ?? throw new JsonException("a line of the stream has neither result nor error");
    }
}
