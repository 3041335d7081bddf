using ControlPlane.Contracts.Admin;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Controller;

/// <summary>
/// A reload that is ready to be applied: the difference is known, new log files are open, new sockets are bound.
/// Whatever can be refused was refused before, and left nothing behind.
/// </summary>
internal sealed record ReloadTransaction(
    NodePlan Plan, PlanDifference Difference, SocketBinding Binding, OpenedSinks Sinks)
{
    /// <param name="result">What the file says.</param>
    /// <param name="running">What runs, scaled numbers included.</param>
    /// <param name="sockets">The sockets that are bound.</param>
    /// <param name="devices">Opens log files.</param>
    /// <param name="machine">Binds sockets.</param>
    /// <returns>A transaction, or why nothing was changed.</returns>
    public static (ReloadTransaction? Ready, AdminProtocol.Refused? Refusal) Prepare(
        NodePlanResult result, NodePlan running, IReadOnlyDictionary<string, BoundSockets> sockets, LogDevices devices,
        IMachine machine)
    {
        if (!result.Ok)
        {
            return (null, Refused(result.ErrorText));
        }

        var difference = PlanDifference.Between(running, result.Plan);
        if (difference.Refused.FirstOrDefault() is { } impossible)
        {
            return (null, Refused(impossible.Text));
        }

        var errors = new SettingsErrors();
        var sinks = OpenedSinks.Open(result.Plan.Logging, running.Logging, devices, errors);
        if (sinks is null)
        {
            return (null, Refused(string.Join('\n', errors.Items)));
        }

        try
        {
            var binding = SocketBinding.Prepare(machine, sockets, result.Plan.Services);
            return (new ReloadTransaction(result.Plan, difference, binding, sinks), null);
        }
        catch (MachineException e)
        {
            sinks.Dispose();
            return (null, Refused(e.Message));
        }
    }

    /// <summary>What a failed reload says.</summary>
    public static AdminProtocol.Refused Refused(string errors) => new(
        Refusal.BadConfiguration, errors,
        "Nothing was changed. Mend the file and reload again; cplane check FILE shows more.");
}
