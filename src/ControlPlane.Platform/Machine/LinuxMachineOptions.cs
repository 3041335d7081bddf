using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Machine;

/// <summary>How a machine is used.</summary>
public sealed record LinuxMachineOptions
{
    /// <summary>
    /// Where starts are journalled; its owner disposes it after the machine. Null: nothing is journalled.
    /// </summary>
    public SocketDirectory? Directory { get; init; }

    /// <summary>
    /// True (<c>cplane run</c>): what workers leave behind becomes our child, is collected, and is ended when the
    /// machine closes. False (embedded): only our own workers are reaped, the host's children are the host's.
    /// </summary>
    public bool Subreaper { get; init; }

    /// <summary>False: workers are confined by their process group only, even where cgroups could be made.</summary>
    public bool Cgroups { get; init; } = true;

    public OutputLimits Output { get; init; } = new();

    /// <summary>
    /// How long the pipes of an ended worker stay open for whoever still holds them but is not of its group or cgroup.
    /// </summary>
    public TimeSpan PipeLinger { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long closing waits for killed workers to be gone.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called from threads of the machine; it must not block or throw.</summary>
    public Action<MachineEvent> Report { get; init; } = _ => { };
}
