using System.Collections.Immutable;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Logging.Front;

/// <summary>
/// Hands lines to the destinations that take them, from any thread. Before the destinations stand it keeps the first
/// <see cref="MaxEarlyLines"/> lines for them; after they are gone lines go to standard error. Never throws, and waits
/// for nothing but, at the end, that. In an application that embeds the node its log gets every line too, and then
/// standard error none.
/// </summary>
internal sealed class LogRouter(StandardErrorLog standardError, TimeProvider time, HostLog? host = null)
{
    public const int MaxEarlyLines = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _early = new();
    private long _earlyLost;
    private State _state = State.Early;

    // Read without the lock by everyone who logs; null but while the destinations stand.
    private volatile RouteTable? _table;

    private enum State
    {
        Early,
        Routed,
        Ended,
    }

    /// <summary>Lines less grave than this go nowhere.</summary>
    public Severity MaxLevel { get; set; } = Severity.Debug;

    /// <summary>Components whose lines pass all the same.</summary>
    public ImmutableArray<LinePattern> Debugged { get; set; } = [];

    /// <summary>Whether a line of this severity and component goes anywhere.</summary>
    public bool Lets(Severity severity, string component) =>
        severity <= MaxLevel || IsDebugged(component);

    public void Emit(LogLine line)
    {
        if (!Lets(line.Severity, line.Component))
        {
            return;
        }

        TellHost(line);
        if (_table is { } table)
        {
            table.Deliver(line);
            return;
        }

        EmitOutsideOfTheTree(line);
    }

    /// <summary>Lines go there from now on; the first call also hands over what was kept.</summary>
    public void Publish(ImmutableArray<LogRoute> routes)
    {
        lock (_lock)
        {
            var table = new RouteTable(routes);
            foreach (var line in TakeEarlyLines())
            {
                table.Deliver(line);
            }

            _state = State.Routed;
            _table = table;
        }
    }

    /// <summary>
    /// The destinations are gone, or will never stand: lines go to standard error from now on, kept ones too.
    /// </summary>
    public void End()
    {
        lock (_lock)
        {
            foreach (var line in TakeEarlyLines().Where(_ => host is null))
            {
                standardError.Write(line);
            }

            _state = State.Ended;
            _table = null;
        }
    }

    private void TellHost(LogLine line)
    {
        try
        {
            host?.Write(line);
        }
        catch (AggregateException e)
        {
            // A logger of the application's own; it is told where that cannot fail again, with the line that was lost.
            standardError.Write(line with
            {
                Message = $"{line.Message} (the application's log failed: {e.InnerException?.Message ?? e.Message})",
            });
        }
    }

    private bool IsDebugged(string component) => Debugged.Any(pattern => pattern.Matches(component));

    private void EmitOutsideOfTheTree(LogLine line)
    {
        lock (_lock)
        {
            switch (_state)
            {
                case State.Routed:
                    _table?.Deliver(line);
                    break;
                case State.Ended when host is null:
                    standardError.Write(line);
                    break;
                case State.Ended:
                    break; // The host has it.
                case State.Early when _early.Count < MaxEarlyLines:
                    _early.Enqueue(line);
                    break;
                default:
                    _earlyLost++;
                    break;
            }
        }
    }

    // The maximum level may have been read from the configuration since they were kept.
    private List<LogLine> TakeEarlyLines()
    {
        var lines = _early.Where(line => Lets(line.Severity, line.Component)).ToList();
        if (_earlyLost > 0)
        {
            lines.Add(new LogLine(
                time.GetLocalNow(),
                Severity.Notice,
                LogLine.Controller,
                LogLine.Main,
                $"lines dropped, because they came before the destinations of the log were open: {_earlyLost}"));
        }

        _early.Clear();
        _earlyLost = 0;
        return lines;
    }

    private sealed class RouteTable(ImmutableArray<LogRoute> routes)
    {
        public void Deliver(LogLine line)
        {
            foreach (var route in routes)
            {
                route.Deliver(line);
            }
        }
    }
}
