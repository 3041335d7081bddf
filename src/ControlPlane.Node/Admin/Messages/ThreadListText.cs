using System.Globalization;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>Containers as <c>netplex.threadlist</c> writes them: 20 columns for what the system calls it, then the
/// rest.</summary>
internal static class ThreadListText
{
    public static string Of(ContainerStatus container) =>
        $"{SystemId(container),20}: {container.Service} ({State(container)})";

    /// <summary>The node itself, in the words of Netplex.</summary>
    public static string OfController(int pid) => string.Create(
        CultureInfo.InvariantCulture,
        $"{$"AttachedToCtrlProcess {pid}",20}: {BuiltInMessage.Controller} (1 jobs, accepting) (selected*)");

    /// <summary><c>Process PID</c>; without a process the container's id.</summary>
    public static string SystemId(ContainerStatus container) => container.Pid is { } pid
        ? string.Create(CultureInfo.InvariantCulture, $"Process {pid}")
        : $"Container {container.Id}";

    private static string State(ContainerStatus container) => container switch
    {
        { State: ContainerState.Ready, Jobs: { } jobs } => string.Create(
            CultureInfo.InvariantCulture, $"{jobs} jobs, {(jobs > 0 ? "busy" : "accepting")}"),
        { State: ContainerState.Ready } => "accepting",
        { State: ContainerState.Starting } => "starting",
        { State: ContainerState.Stopping } => "shutting down",
        _ => container.Detail,
    };
}
