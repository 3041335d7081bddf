using System.Text.Json.Nodes;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Hosting.Embedding;

/// <summary>The layers of an application: code over its configuration over a file; read anew at each reload.</summary>
internal sealed class EmbeddedPlan(ControlPlaneBuilder builder, string contentRoot) : IPlanSource
{
    public string Name { get; } = builder.File is { } file ? Path.GetFullPath(file, contentRoot) : "the application";

    /// <summary>Children of the application that are not ours keep their exit codes.</summary>
    public bool OwnsTheProcess => false;

    public Task<NodePlanResult> LoadAsync(
        string file, PlanOverlay? overlay = null) => Task.Run(() => NodePlanReader.Read(
        () => Layers(file), Name, new LinuxMachine(), new NodePlanOptions(contentRoot, HostLogs: true)
        {
            Processors = builder.Processors,
            Sections = builder.Sections,
            Overlay = overlay,
        }));

    private HoconObject Layers(string file)
    {
        var layers = Layer(builder.Plane, ControlPlaneBuilder.CodeOrigin);
        if (builder.Configuration is { } configuration)
        {
            layers = layers.WithFallback(Layer(ConfigurationTree.Of(configuration), "IConfiguration"));
        }

        var path = file == Name ? builder.File is null ? null : Name : file;
        return path is null ? layers : layers.WithFallback(HoconParser.Load(path, new HoconOptions()));
    }

    /// <summary>
    /// JSON is HOCON; quoted strings in it mean themselves, so nothing of it is taken for a substitution.
    /// </summary>
    private static HoconObject Layer(JsonObject plane, string origin) => HoconParser.Parse(
        new JsonObject { ["controlplane"] = plane.DeepClone() }.ToJsonString(), new HoconOptions { Origin = origin });
}
