namespace ControlPlane.Hocon;

/// <summary>
/// One file whose bytes were read before, and all the others. For what can be read only once, such as pipes.
/// </summary>
/// <param name="known">The file, as the parser will ask for it.</param>
/// <param name="bytes">What stands in it.</param>
/// <param name="others">Where every other file is read from.</param>
public sealed class KnownFile(string known, byte[] bytes, IHoconFiles others) : IHoconFiles
{
    public byte[]? Read(string path, int maxBytes) => path != known ? others.Read(path, maxBytes)
        : bytes.Length <= maxBytes ? bytes
        : throw new IOException($"it is longer than {maxBytes} bytes");
}
