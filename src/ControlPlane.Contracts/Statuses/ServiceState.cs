using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Statuses;

/// <summary>The states of a service that people and JSON see (Netplex: Enabled, Disabled, Restarting, Down).</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ServiceState>))]
public enum ServiceState
{
    /// <summary>Containers are wanted.</summary>
    Enabled,

    /// <summary>No containers; the sockets stay bound and connections queue in the kernel.</summary>
    Disabled,

    /// <summary>Containers of before the restart are still being replaced.</summary>
    Restarting,

    /// <summary>The node is shutting down; the service does not come back.</summary>
    Down,
}
