using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Services that a node has from its cluster. They take the place of all those of its own file, and so do the sockets
/// that services have in common; everything else stays as the file says.
/// </summary>
/// <param name="Text">HOCON without includes: <c>controlplane</c> with <c>service</c> and <c>socket</c>, and nothing
/// else.</param>
/// <param name="Origin">Stands in positions of errors, as <c>apply:web.conf@3</c>.</param>
internal sealed record PlanOverlay(string Text, string Origin)
{
    public const string Service = "service", Socket = "socket";

    /// <summary>Its <c>controlplane</c>; after an error, which is added, an empty one that reports nothing.</summary>
    public Config Read(HoconOptions parsing, SettingsErrors errors)
    {
        try
        {
            var root = new Config(HoconParser.Parse(Text, parsing with
            {
                Origin = Origin,
                Directory = null,
                Files = NoFiles.Instance,
            }), "", errors);
            var plane = root.Section(ReferenceFiles.Root);
            root.RejectUnknownKeys();
            _ = (plane.Has(Service), plane.Has(Socket));
            plane.RejectUnknownKeys();
            return plane;
        }
        catch (HoconException refused)
        {
            foreach (var error in refused.Errors)
            {
                errors.Add(error.At, error.Path, error.Message);
            }

            return new Config(HoconObject.Empty, ReferenceFiles.Root, new SettingsErrors());
        }
    }

    /// <summary>What lies beside the text on one node is not there on another.</summary>
    private sealed class NoFiles : IHoconFiles
    {
        public static readonly NoFiles Instance = new();

        public byte[] Read(string path, int maxBytes) => throw new IOException(
            "a configuration of the cluster has no includes; put what is included into the text");
    }
}
