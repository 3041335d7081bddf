namespace ControlPlane.Platform.Workers.Output;

/// <summary>
/// How much of what one worker writes becomes log lines. More is read, counted and thrown away: a worker is never
/// blocked by its log, and nobody else pays for it.
/// </summary>
/// <param name="LinesPerSecond">Lasting rate of lines.</param>
/// <param name="LineBurst">Lines at once after a quiet time.</param>
/// <param name="BytesPerSecond">Lasting rate of bytes.</param>
/// <param name="ByteBurst">Bytes at once after a quiet time.</param>
public sealed record OutputLimits(
    int LinesPerSecond = 2_000, int LineBurst = 4_000, int BytesPerSecond = 1 << 20, int ByteBurst = 4 << 20)
{
    /// <summary>Longest line in bytes; what is longer is cut.</summary>
    public const int LongestLine = 8 * 1024;
}
