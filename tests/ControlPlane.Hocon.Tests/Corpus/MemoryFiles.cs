using System.Text;

namespace ControlPlane.Hocon.Corpus;

/// <summary>Files that exist only for a test, by absolute path.</summary>
public sealed class MemoryFiles(IReadOnlyDictionary<string, string> files) : IHoconFiles
{
    public byte[]? Read(string path, int maxBytes)
    {
        if (!files.TryGetValue(Path.GetFullPath(path), out var text))
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= maxBytes ? bytes : throw new IOException($"it is longer than {maxBytes} bytes");
    }
}
