using ControlPlane.Actors;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Controller;

/// <summary>
/// Everything that a tree starts from: opened and bound before, so that the start itself refuses nothing.
/// </summary>
/// <param name="Plan">What to run.</param>
/// <param name="Sockets">The bound sockets of every service; the tree owns them from now on.</param>
/// <param name="Logging">The logging supervisor with its opened sinks.</param>
/// <param name="Devices">What log files are opened with at a reload.</param>
/// <param name="Loader">How to read a configuration for a reload.</param>
/// <param name="OnDown">Called once when no container is left after a shutdown.</param>
internal sealed record NodeStart(
    NodePlan Plan,
    IReadOnlyDictionary<string, BoundSockets> Sockets,
    Props Logging,
    LogDevices Devices,
    PlanLoader Loader,
    Action OnDown)
{
    /// <summary>Called with each plan that a reload has put in force; must not throw.</summary>
    public Action<NodePlan> OnPlan { get; init; } = _ => { };

    /// <summary>
    /// The version of the cluster's configuration in <see cref="Plan"/>; null: its services are the file's own.
    /// </summary>
    public int? Config { get; init; }
}

/// <summary>Reads a configuration file and checks it on this machine; every error is in the result.</summary>
/// <param name="file">Which.</param>
/// <param name="overlay">Services in place of those of the file; null: those of the file.</param>
internal delegate Task<NodePlanResult> PlanLoader(string file, PlanOverlay? overlay = null);
