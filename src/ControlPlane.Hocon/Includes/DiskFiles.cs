namespace ControlPlane.Hocon.Includes;

/// <summary>Reads files, and pipes such as <c>/dev/stdin</c>, up to the limit.</summary>
internal sealed class DiskFiles : IHoconFiles
{
    public static readonly DiskFiles Instance = new();

    public byte[]? Read(string path, int maxBytes)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a directory");
        }

        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > maxBytes)
            {
                throw new IOException($"it is longer than {maxBytes} bytes");
            }
        }

        return bytes.ToArray();
    }
}
