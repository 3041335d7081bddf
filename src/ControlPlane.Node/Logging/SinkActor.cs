using System.Globalization;
using ControlPlane.Actors;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging;

/// <summary>
/// One destination of the log. What may wait in its mailbox is bounded by the quota of its route, not by the mailbox:
/// a full log must not keep <see cref="SinkProtocol"/> out, and one component must not crowd out the others.
/// </summary>
internal sealed class SinkActor : ReceiveActor, IWithTimers
{
    // Dropped lines are told at most so often while more keep coming; each notice costs a line itself.
    private static readonly TimeSpan NoticeEvery = TimeSpan.FromSeconds(1);

    private readonly SinkSlot _slot;
    private readonly TimeProvider _time;
    private DateTimeOffset _nextNotice = DateTimeOffset.MinValue;

    public SinkActor(SinkSlot slot, TimeProvider time)
    {
        _slot = slot;
        _time = time;
        Receive<LoggingProtocol.Write>(m => Write(m.Line));
        Receive<SinkProtocol.Switch>(m => _slot.Switch(m.Sink));
        Receive<SinkProtocol.Reopen>(m => Sender.Tell(new SinkProtocol.Answer(m.Round, _slot.Sink.Reopen()), Self));
        Receive<SinkProtocol.Flush>(m => Sender.Tell(new SinkProtocol.Answer(m.Round, []), Self));
        Receive<NoticeDue>(_ => NoteDrops());
        Receive<RetryDue>(_ => Retry());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(SinkSlot slot, TimeProvider time) =>
        Actors.Props.Create(() => new SinkActor(slot, time));

    protected override void PreStart() => PlanRetry();

    // The outputs stay open for the next incarnation.
    protected override void PreRestart(Exception reason, object? message)
    {
    }

    protected override void PostStop() => _slot.Sink.Dispose();

    private void Write(LogLine line)
    {
        _slot.Quota.Release(line);
        _slot.Sink.Write(line);
        PlanRetry();
        if (!_slot.Quota.HasDropped)
        {
            return;
        }

        if (_time.GetUtcNow() >= _nextNotice)
        {
            NoteDrops();
        }
        else if (!Timers.IsTimerActive(nameof(NoticeDue)))
        {
            Timers.StartSingleTimer(nameof(NoticeDue), new NoticeDue(), NoticeEvery);
        }
    }

    private void NoteDrops()
    {
        _nextNotice = _time.GetUtcNow() + NoticeEvery;
        foreach (var (component, count) in _slot.Quota.TakeDropped())
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"lines of [{component}] dropped, because they came faster than they could be written here: {count}");
            foreach (var outlet in _slot.Sink.Outlets)
            {
                outlet.Note(text);
            }
        }
    }

    private void Retry()
    {
        foreach (var outlet in _slot.Sink.Outlets)
        {
            outlet.Retry();
        }

        PlanRetry();
    }

    private void PlanRetry()
    {
        if (_slot.Sink.Outlets.Min(outlet => outlet.RetryAt) is { } at && !Timers.IsTimerActive(nameof(RetryDue)))
        {
            Timers.StartDueTimer(nameof(RetryDue), new RetryDue(), at - _time.GetUtcNow());
        }
    }

    private sealed record RetryDue;

    private sealed record NoticeDue;
}
