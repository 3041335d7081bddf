using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Statuses;

/// <summary>
/// The coarse states of a container; the fine one and its reason stand in <see cref="ContainerStatus.Detail"/>.
/// </summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ContainerState>))]
public enum ContainerState
{
    /// <summary>Started, not ready yet.</summary>
    Starting,

    /// <summary>Ready for connections, idle or busy.</summary>
    Ready,

    /// <summary>Draining or stopping.</summary>
    Stopping,

    /// <summary>Waiting for a backoff to pass, or for something else.</summary>
    Waiting,

    /// <summary>Given up after <c>start_failures.limit</c>; comes back by enable, restart or reload.</summary>
    Failed,
}
