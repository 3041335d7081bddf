using ControlPlane.Contracts;

namespace ControlPlane.Node.Sockets;

/// <summary>An address of type <c>container</c>: each container binds one of its own, which the node assigns.</summary>
/// <param name="Kind">Port or path.</param>
/// <param name="Directory">Where the paths lie.</param>
internal sealed record SlotAddress(SlotAddressKind Kind, string Directory)
{
    /// <summary>The folder of the socket directory for them.</summary>
    public const string Folder = "slots";

    /// <summary>The path of a slot's socket.</summary>
    public string PathOf(ContainerId id) => $"{Directory}/{id}.sock";

    /// <summary>The longest that any slot of a service can have.</summary>
    public string LongestPathOf(string service) =>
        PathOf(new ContainerId(service, Workload.WorkloadPlan.MostContainers));

    public override string ToString() => Kind == SlotAddressKind.Port
        ? "a port per container"
        : $"a socket per container in {Directory}";
}

/// <summary>The values of <c>kind</c>.</summary>
internal enum SlotAddressKind
{
    /// <summary>A port of 127.0.0.1.</summary>
    Port,

    /// <summary>A Unix socket.</summary>
    Path,
}
