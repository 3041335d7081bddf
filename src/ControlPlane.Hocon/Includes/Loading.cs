using System.Runtime.CompilerServices;

namespace ControlPlane.Hocon.Includes;

/// <summary>What one parse, with all its includes, has used of its limits, and the errors found on the way.</summary>
internal sealed class Loading(HoconOptions options)
{
    private const int MaxErrors = 100;

    private readonly List<HoconError> _errors = [];
    private long _bytes;
    private int _includes;
    private int _values;

    public HoconOptions Options { get; } = options;

    /// <summary>Errors after which the parse could go on.</summary>
    public IReadOnlyList<HoconError> Errors => _errors;

    /// <summary>The files being parsed, the outermost first.</summary>
    public List<string> Open { get; } = [];

    /// <summary>Bytes that may still be read.</summary>
    public int BytesLeft => (int)Math.Max(0, Options.MaxBytes - _bytes);

    /// <summary>No further error is collected.</summary>
    public bool IsFull => _errors.Count >= MaxErrors;

    public void CountBytes(long bytes) => _bytes += bytes;

    public bool TryCountInclude() => ++_includes <= Options.MaxIncludes;

    public void CountValue(SourcePosition at)
    {
        if (++_values > Options.MaxValues)
        {
            throw HoconException.At(at, $"there are more than {Options.MaxValues} values");
        }
    }

    public void RequireDepth(SourcePosition at, int depth)
    {
        if (depth > Options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw HoconException.At(at, $"objects and arrays are nested deeper than {Options.MaxDepth} levels");
        }
    }

    /// <exception cref="HoconException">So many errors that more of them help nobody.</exception>
    public void Report(IEnumerable<HoconError> errors)
    {
        foreach (var error in errors)
        {
            _errors.Add(error);
            if (IsFull)
            {
                _errors.Add(new HoconError(null, "", $"more than {MaxErrors - 1} errors; the rest is not shown"));
                throw new HoconException(_errors);
            }
        }
    }
}
