using ControlPlane.Contracts;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>What a configuration file depends on beside its text and the machine.</summary>
/// <param name="WorkingDirectory">Absolute; where a relative socket directory is taken from.</param>
/// <param name="SocketDirectory">From the command line (<c>--sockdir</c>); wins over the file. Null: not said.</param>
/// <param name="Hocon">Environment, limits and files for the parser. Null: those of the process.</param>
/// <param name="HostLogs">An application embeds the node and has a log: without a <c>logging</c> section lines go there
/// only.</param>
internal sealed record NodePlanOptions(
    string WorkingDirectory,
    string? SocketDirectory = null,
    HoconOptions? Hocon = null,
    bool HostLogs = false)
{
    /// <summary>What may run in this process.</summary>
    public ProcessorRegistry Processors { get; init; } = ProcessorRegistry.BuiltIn;

    /// <summary>Sections of an embedder beside ours, by name, and what reads them.</summary>
    public IReadOnlyDictionary<string, Func<ISettings, object>> Sections { get; init; } =
        new Dictionary<string, Func<ISettings, object>>();

    /// <summary>Services in place of those of the file; null: those of the file.</summary>
    public PlanOverlay? Overlay { get; init; }

    /// <summary>What a node of a cluster is called if its file does not say.</summary>
    public string HostName { get; init; } = Environment.MachineName;

    internal HoconOptions Parsing => Hocon ?? new HoconOptions();
}
