using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Statuses;

/// <summary>How a node stands in its cluster.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<NodeState>))]
public enum NodeState
{
    /// <summary>Registered, and has not read yet what it shall run.</summary>
    Joining,

    /// <summary>Takes containers.</summary>
    Up,

    /// <summary>Takes no new containers; those it has go, the cluster's ready elsewhere first.</summary>
    Draining,

    /// <summary>Its lease has ended a moment ago: it may be back; nothing is placed anew before <c>grace</c>.</summary>
    Unreachable,

    /// <summary>Away for longer than lease and grace: its containers run elsewhere.</summary>
    Gone,
}
