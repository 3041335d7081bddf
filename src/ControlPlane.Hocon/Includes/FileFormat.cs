using ControlPlane.Hocon.Syntax;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Includes;

/// <summary>Chooses the language of a file by the end of its name; what is not known is HOCON.</summary>
internal static class FileFormat
{
    /// <summary>In the order in which they merge when a name has no extension, so the last one wins.</summary>
    public static readonly string[] Extensions = [".properties", ".json", ".conf"];

    public static Node Parse(Document document, Loading loading) => Path.GetExtension(document.Origin) switch
    {
        ".json" => JsonParser.Parse(document, loading),
        ".properties" => PropertiesParser.Parse(document, loading),
        _ => DocumentParser.Parse(document, loading),
    };
}
