namespace ControlPlane.Hocon;

/// <summary>The files that a configuration and its includes are read from.</summary>
public interface IHoconFiles
{
    /// <summary>The bytes of a file; null when there is none of that name.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    /// <param name="maxBytes">A longer file is not read.</param>
    /// <exception cref="IOException">It cannot be read, or is longer than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[]? Read(string path, int maxBytes);
}
