namespace ControlPlane.Platform.Workers.Output;

/// <summary>Takes the lines that a stream of bytes is cut into.</summary>
internal interface ILineSink
{
    /// <summary>False: lines would be thrown away now, so they need only be counted.</summary>
    bool HasRoom { get; }

    /// <param name="line">Without its end.</param>
    /// <param name="cut">True: it goes on, but the rest is thrown away.</param>
    void Take(ReadOnlySpan<byte> line, bool cut);

    void Drop(long lines);
}
