using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// Lines in the standard format, straight to standard error: before the destinations stand, after they are gone, and
/// about them.
/// </summary>
internal sealed class StandardErrorLog(Stream stderr, TimeProvider time) : IFallbackLog
{
    private readonly Lock _lock = new();
    private readonly TextEncoder _encoder = new(LineFormat.Parse(LineFormat.Standard));

    public void Tell(Severity severity, string message) =>
        Write(new LogLine(time.GetLocalNow(), severity, LogLine.Controller, LogLine.Main, message));

    public void Write(LogLine line)
    {
        lock (_lock)
        {
            try
            {
                stderr.Write(_encoder.Encode(line));
                stderr.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The last resort failed: there is nobody left to tell.
            }
        }
    }
}
