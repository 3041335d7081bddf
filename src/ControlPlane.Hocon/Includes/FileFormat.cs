using ControlPlane.Hocon.Syntax;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Includes;

/// <summary>Chooses the language of a file by the end of its name.</summary>
internal static class FileFormat
{
    public static Node Parse(Document document, Loading loading) => Path.GetExtension(document.Origin) switch
    {
        _ => DocumentParser.Parse(document, loading),
    };
}
