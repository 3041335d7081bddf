namespace ControlPlane.Hocon.Includes;

/// <summary>What one parse, with all its includes, has used of its limits, and the errors found on the way.</summary>
internal sealed class Loading(HoconOptions options)
{
    private long _bytes;
    private int _includes;
    private int _values;

    public HoconOptions Options { get; } = options;

    /// <summary>Errors after which the parse could go on.</summary>
    public List<HoconError> Errors { get; } = [];

    /// <summary>The files being parsed, the outermost first.</summary>
    public List<string> Open { get; } = [];

    /// <summary>Bytes that may still be read.</summary>
    public int BytesLeft => (int)Math.Max(0, Options.MaxBytes - _bytes);

    public void CountBytes(long bytes) => _bytes += bytes;

    public bool TryCountInclude() => ++_includes <= Options.MaxIncludes;

    public void CountValue(SourcePosition at)
    {
        if (++_values > Options.MaxValues)
        {
            throw HoconException.At(at, $"there are more than {Options.MaxValues} values");
        }
    }
}
