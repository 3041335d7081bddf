using ControlPlane.Hocon;
using ControlPlane.Import;

namespace ControlPlane.Cli.Commands;

/// <summary>Looks whether a file is in the syntax of Netplex.</summary>
internal static class NetplexText
{
    /// <summary>The text of a Netplex file; null for any other file, and for one that cannot be read.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="options">Get what was read, because a pipe can be read only once.</param>
    public static string? Find(string file, ref HoconOptions options)
    {
        try
        {
            if (options.Files.Read(file, options.MaxBytes) is not { } bytes)
            {
                return null;
            }

            options = options with { Files = new KnownFile(file, bytes, options.Files) };
            var text = bytes.Length <= NetplexFile.MaxBytes ? NetplexFile.Decode(bytes, file) : "";
            return NetplexFile.Recognizes(text) ? text : null;
        }
        catch (Exception e)
            when (e is NetplexException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // The parser of HOCON says it in its own words.
        }
    }
}
