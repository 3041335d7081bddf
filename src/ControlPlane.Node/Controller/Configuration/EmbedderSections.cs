using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Sections that an embedder has registered: they stand beside ours, and are read as strictly, by its code.
/// </summary>
internal static class EmbedderSections
{
    /// <summary>Names of ours, also of later versions.</summary>
    public static readonly IReadOnlyList<string> Taken =
        ["controller", "service", "socket", ClusterReader.Key, .. LaterVersions.OfNode];

    public static EmbedderValues Read(Config plane, NodePlanOptions options)
    {
        var values = EmbedderValues.None;
        foreach (var (name, read) in options.Sections)
        {
            var settings = plane.FindSection(name) is { } written
                ? new ProcessorSettings("", written, FolderOf(plane.PositionOf(name), options))
                : new ProcessorSettings("", plane, options.WorkingDirectory, absent: name);
            try
            {
                values = values.With(name, read(settings));
            }
            catch (Exception e)
            {
                // The code of an embedder: whatever it throws is an error of this configuration, not of the node.
                plane.Fail(
                    name, $"cannot be read: {e.Message} ({e.GetType().Name}). Change the section, or mend its reader");
            }

            settings.RejectUnknownKeys();
        }

        return values;
    }

    private static string FolderOf(SourcePosition? at, NodePlanOptions options) =>
        Path.GetDirectoryName(Path.Combine(options.WorkingDirectory, at?.Origin ?? "")) ?? options.WorkingDirectory;
}
