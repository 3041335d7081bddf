using System.Text;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>Files that exist in a spec only.</summary>
internal sealed class TextFiles : Dictionary<string, string>, IHoconFiles
{
    public byte[]? Read(string path, int maxBytes) =>
        TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text) : null;
}
