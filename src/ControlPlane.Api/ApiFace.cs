using ControlPlane.Api.Callers;

namespace ControlPlane.Api;

/// <summary>
/// One way in to the control API: what is asked and answered is the same for all, who may ask is not.
/// </summary>
/// <param name="Name">Its name in the log: <c>control.sock</c>, <c>peers</c>.</param>
/// <param name="Callers">Who asks, and whether they may.</param>
/// <param name="Limits">What they may take; each face counts for itself.</param>
/// <param name="Time">The clock of the deadlines.</param>
/// <param name="IsForPeers">Whether the routes for other nodes are there.</param>
internal sealed record ApiFace(
    string Name, ICallers Callers, ControlApiLimits Limits, TimeProvider Time, bool IsForPeers = false);
