using ControlPlane.Contracts;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Containers;

/// <summary>An OS process is the worker.</summary>
/// <param name="Command">argv, not empty. The first is absolute, or looked up in PATH, or (with a slash) relative to
/// <paramref name="Directory"/>.</param>
/// <param name="Directory">Working directory, absolute; null: the node's.</param>
/// <param name="Environment">Added to the node's environment; sorted by name, so that the order in the file means
/// nothing.</param>
/// <param name="Account">Null: the node's own user and group.</param>
/// <param name="Ready">When a container counts as ready.</param>
internal sealed record ProcessPlan(
    ValueList<string> Command,
    string? Directory,
    ValueList<EnvironmentVariable> Environment,
    Account? Account,
    Readiness Ready) : ProcessorPlan
{
    public const int MaxArguments = 1_000;

    /// <summary>What the machine is asked to start in a slot.</summary>
    public WorkerPlan ToWorker(ContainerId container, IReadOnlyList<InheritedSocket> sockets) => new(
        container,
        Command,
        Directory,
        Environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
        Account,
        sockets);
}

/// <summary>One variable of a worker's environment.</summary>
internal sealed record EnvironmentVariable(string Name, string Value);

/// <summary>The values of <c>processor.ready</c>.</summary>
internal enum Readiness
{
    /// <summary>As <see cref="Uptime"/>, but <c>READY=1</c> before that makes it ready at once.</summary>
    Auto,

    /// <summary>Only the worker's own <c>READY=1</c> (sd_notify(3)).</summary>
    Notify,

    /// <summary>Alive for <c>min_uptime</c>.</summary>
    Uptime,
}
