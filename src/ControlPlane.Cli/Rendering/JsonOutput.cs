using System.Text;

namespace ControlPlane.Cli.Rendering;

/// <summary>The node's JSON as it came: what a newer node adds passes through.</summary>
internal static class JsonOutput
{
    public static void Write(ReadOnlyMemory<byte> body, Surroundings around) =>
        around.Out.WriteLine(Encoding.UTF8.GetString(body.Span).Trim());
}
