using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Remote;

/// <summary>A token in a file of its own, read each time, so that a new one counts at once.</summary>
internal sealed class TokenFile(string face, string path, ILogger log)
{
    private const int MaxBytes = 4096;

    private string? _problem;

    /// <summary>Throws <see cref="IOException"/> with the file and what is wrong with it.</summary>
    public void Check() => Read();

    /// <summary>Null while it cannot be read, which the log says once.</summary>
    public string? Current()
    {
        try
        {
            var token = Read();
            _problem = null;
            return token;
        }
        catch (IOException e)
        {
            if (Interlocked.Exchange(ref _problem, e.Message) != e.Message)
            {
                log.NoToken(face, e.Message);
            }

            return null;
        }
    }

    private string Read()
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                throw new IOException($"it has {file.Length} bytes; expected at most {MaxBytes}");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Trim() is { Length: > 0 } token
                ? token
                : throw new IOException("it is empty; expected a token, for example of: openssl rand -hex 32");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the token file [{path}] cannot be used: {e.Message}", e);
        }
    }
}
