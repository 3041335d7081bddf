using ControlPlane.Actors;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// The clock of one node: time goes on for it whatever happens, its timers ring only while its process runs, and
/// somebody may set its wall clock.
/// </summary>
internal sealed class NodeClock(SteppedTime time, NodeGate gate) : TimeProvider
{
    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan Jump { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Jump;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new NodeTimer(gate, callback, state);
        timer.Begin(time, dueTime, period);
        return timer;
    }

    private sealed class NodeTimer(NodeGate gate, TimerCallback callback, object? state) : ITimer
    {
        private ITimer _timer = null!;
        private int _setting;
        private bool _held;

        public void Begin(SteppedTime time, TimeSpan due, TimeSpan period) => _timer = time.CreateTimer(
            static timer => ((NodeTimer)timer!).Due(), this, due, period);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _setting++;
            _held = false;
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            _setting++;
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        // A periodic one that could not ring rings once.
        private void Due()
        {
            if (_held)
            {
                return;
            }

            var setting = _setting;
            _held = true;
            gate.Ring(() =>
            {
                if (setting == _setting)
                {
                    _held = false;
                    callback(state);
                }
            });
        }
    }
}
