namespace ControlPlane.Hocon;

/// <summary>All errors of one configuration, found by many readers.</summary>
public sealed class SettingsErrors
{
    private const int MaxErrors = 1000;

    private readonly List<HoconError> _errors = [];

    /// <summary>In file order: by origin, line, column; what has no place comes first.</summary>
    public IReadOnlyList<HoconError> Items =>
    [
        .. _errors.OrderBy(error => error.At?.Origin, StringComparer.Ordinal)
            .ThenBy(error => error.At?.Line)
            .ThenBy(error => error.At?.Column),
    ];

    public bool Any => _errors.Count > 0;

    /// <summary>No further error is kept: nobody reads more than a thousand.</summary>
    internal bool IsFull => _errors.Count >= MaxErrors;

    /// <param name="at">Where, if anywhere.</param>
    /// <param name="path">The key it concerns.</param>
    /// <param name="message">What was found; what is allowed; what to do.</param>
    public void Add(SourcePosition? at, string path, string message)
    {
        if (!IsFull)
        {
            _errors.Add(new HoconError(at, path, message));
        }
    }
}
