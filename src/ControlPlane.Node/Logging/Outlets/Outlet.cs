using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// One output with its formats. A failure of the output never leaves it: lines are lost and counted, the output is
/// tried again, and when it works, a line there says what was lost. Not thread-safe: one actor uses it.
/// </summary>
internal sealed class Outlet(
    ILogOutput output, IReadOnlyList<OutletEntry> entries, IFallbackLog fallback, TimeProvider time) : IDisposable
{
    private readonly OutletHealth _health = new();
    private readonly IReadOnlyList<IGrouping<ILineEncoder, OutletEntry>> _formats =
        [.. entries.GroupBy(entry => entry.Encoder)];

    /// <summary>When it wants <see cref="Retry"/>; null while it works.</summary>
    public DateTimeOffset? RetryAt => _health.FailingSince is null ? null : _health.RetryAt;

    /// <summary>Writes a line once in each format of which an entry takes it.</summary>
    public void Write(LogLine line)
    {
        foreach (var format in _formats)
        {
            if (format.Any(entry => entry.Filter.Accepts(line)))
            {
                WriteOrLose(format.Key, line);
            }
        }
    }

    /// <summary>Says something about the output itself, whatever its filters are.</summary>
    public void Note(string message) => WriteOrLose(entries[0].Encoder, NoteLine(message));

    /// <summary>Tries a failed output again, if it is time.</summary>
    public void Retry()
    {
        if (_health.FailingSince is not null && _health.MayTry(time.GetUtcNow()))
        {
            Recover();
        }
    }

    /// <summary>Closes and opens it. Null, or why that is not possible; then it goes on as before.</summary>
    public string? Reopen()
    {
        try
        {
            output.Reopen();
        }
        catch (LogOutputException e)
        {
            return $"{e.Message}; the old file is still written to";
        }

        if (_health.FailingSince is not null)
        {
            Greet();
        }

        return null;
    }

    public void Dispose()
    {
        if (_health.Lost > 0)
        {
            fallback.Tell(Severity.Err, $"{output.Name}: closed; lines that could not be written: {_health.Lost}");
        }

        output.Dispose();
    }

    private void WriteOrLose(ILineEncoder encoder, LogLine line)
    {
        if (!_health.MayTry(time.GetUtcNow()) || (_health.FailingSince is not null && !Recover()))
        {
            _health.Lose();
            return;
        }

        try
        {
            output.Write(encoder.Encode(line));
        }
        catch (LogOutputException e)
        {
            _health.Lose();
            Failed(e);
        }
    }

    private bool Recover()
    {
        try
        {
            output.Reopen();
            return Greet();
        }
        catch (LogOutputException e)
        {
            Failed(e);
            return false;
        }
    }

    // The first line after a failure tells of it, behind a line end: half a line may stand before.
    private bool Greet()
    {
        var (since, lost) = (_health.FailingSince, _health.Lost);
        var message = $"{output.Name}: can be written again; lines lost since {since:u}: {lost}";
        try
        {
            var encoder = entries[0].Encoder;
            if (!encoder.Separator.IsEmpty)
            {
                output.Write(encoder.Separator);
            }

            output.Write(encoder.Encode(NoteLine(message)));
        }
        catch (LogOutputException e)
        {
            Failed(e);
            return false;
        }

        if (_health.Recovered())
        {
            fallback.Tell(Severity.Notice, message);
        }

        return true;
    }

    private void Failed(LogOutputException e)
    {
        var now = time.GetUtcNow();
        if (_health.Failed(now))
        {
            fallback.Tell(
                Severity.Err,
                $"{e.Message}; lines lost so far: {_health.Lost}; "
                + $"tried again in {(_health.RetryAt - now).TotalSeconds:0} s and then at least once a minute");
        }
    }

    private LogLine NoteLine(string message) =>
        new(time.GetLocalNow(), Severity.Notice, LogLine.Controller, LogLine.Main, message);
}

/// <summary>Which lines go out in which form. Entries with equal formats share one encoder.</summary>
internal sealed record OutletEntry(LineFilter Filter, ILineEncoder Encoder);
