namespace ControlPlane.Node.Logging.Outlets;

/// <summary>The standard error of the node, which is never closed.</summary>
internal sealed class StderrOutput(Stream stderr) : ILogOutput
{
    public string Name => "stderr";

    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            stderr.Write(line);
            stderr.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new LogOutputException($"cannot write standard error: {e.Message}", e);
        }
    }

    public void Reopen()
    {
    }

    public void Dispose()
    {
    }
}
