using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Hosting;

/// <summary>How this node reads its configuration: the same way at the start and at each reload.</summary>
/// <param name="File">Absolute path of the file that it was started with.</param>
/// <param name="Options">Working directory and socket directory, as they were at the start.</param>
/// <param name="Warnings">Where to say what of a Netplex file is not the same here.</param>
internal sealed record PlanLoading(string File, NodePlanOptions Options, TextWriter Warnings) : IPlanSource
{
    public string Name => File;

    /// <summary>A subreaper collects whatever its workers leave behind.</summary>
    public bool OwnsTheProcess => true;

    public static PlanLoading Of(string file, string? socketDirectory, TextWriter warnings)
    {
        var here = Environment.CurrentDirectory;
        var options = new NodePlanOptions(here, socketDirectory) { Processors = ProcessorTypes.BuiltIn };
        return new PlanLoading(Path.GetFullPath(file, here), options, warnings);
    }

    /// <summary>Off the caller's thread: name resolution and checks of executables take their time.</summary>
    public Task<NodePlanResult> LoadAsync(string file, PlanOverlay? overlay = null) =>
        Task.Run(Load(file, overlay));

    public Func<NodePlanResult> Load(string file, PlanOverlay? overlay = null) => () =>
        ConfigurationFile.Load(file, new LinuxMachine(), Options with { Overlay = overlay }, Warnings.WriteLine);
}
