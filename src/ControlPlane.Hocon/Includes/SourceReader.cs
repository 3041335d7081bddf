using System.Text;

namespace ControlPlane.Hocon.Includes;

/// <summary>Reads files as text, within the limits of one parse.</summary>
internal static class SourceReader
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text of a file; null when there is no such file.</summary>
    /// <exception cref="HoconException">It cannot be read, is too long, or is not UTF-8.</exception>
    public static string? Read(string path, SourcePosition? includedAt, Loading loading)
    {
        try
        {
            if (loading.Options.Files.Read(path, loading.BytesLeft) is not { } bytes)
            {
                return null;
            }

            loading.CountBytes(bytes.Length);
            return Decode(bytes, path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw HoconException.At(includedAt, $"the file [{path}] cannot be read: {problem.Message}");
        }
    }

    private static string Decode(byte[] bytes, string path)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException problem)
        {
            var before = Encoding.UTF8.GetString(bytes, 0, Math.Clamp(problem.Index, 0, bytes.Length));
            var line = before.Count(c => c == '\n') + 1;
            var column = before.Length - before.LastIndexOf('\n');
            throw HoconException.At(new SourcePosition(path, line, column),
                $"the byte 0x{problem.BytesUnknown?.FirstOrDefault():X2} is not UTF-8; save the file as UTF-8");
        }
    }
}
