namespace ControlPlane.Platform.Workers.Output;

/// <summary>
/// Two token buckets, of lines and of bytes, for both streams of one worker. Pure but for the clock it is told.
/// </summary>
internal sealed class OutputBudget(OutputLimits limits, long now, long ticksPerSecond)
{
    private double _lines = limits.LineBurst;
    private double _bytes = limits.ByteBurst;
    private long _filledAt = now;

    /// <summary>Adds what has accrued since the last call.</summary>
    public void Fill(long now)
    {
        var seconds = (double)(now - _filledAt) / ticksPerSecond;
        _filledAt = now;
        _lines = Math.Min(limits.LineBurst, _lines + (seconds * limits.LinesPerSecond));
        _bytes = Math.Min(limits.ByteBurst, _bytes + (seconds * limits.BytesPerSecond));
    }

    /// <summary>False: nothing more until it is filled again.</summary>
    public bool HasRoom => _lines >= 1 && _bytes > 0;

    /// <summary>Takes one line; the byte bucket may go below zero by that one.</summary>
    public bool TryTake(int bytes)
    {
        if (!HasRoom)
        {
            return false;
        }

        _lines--;
        _bytes -= bytes;
        return true;
    }
}
