using ControlPlane.Actors;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Plugins.Variables;

/// <summary>The shared variables of the node; deletes what nobody uses when its time is over.</summary>
internal sealed class VariablesActor : PluginActor, IWithTimers
{
    private readonly VariableTable _variables;
    private readonly TimeProvider _time;
    private readonly long _start;
    private TimeSpan? _alarm;

    public VariablesActor(NodeContext node)
    {
        _time = node.Time;
        _start = _time.GetTimestamp();
        _variables = new VariableTable(Answers);
        Receive<Due>(_ => Doing(() =>
        {
            _alarm = null;
            _variables.Expire(Now);
            Arm();
        }));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public static Props Props(NodeContext node) => Actors.Props.Create(() => new VariablesActor(node));

    protected override void Handle(Call call, PluginsProtocol.Request request)
    {
        switch (request)
        {
            case VariablesProtocol.Create m:
                Answers.Give(call.Ticket, _variables.Create(call.Holder, m.Name, m.Options, Now));
                break;
            case VariablesProtocol.Set m:
                Answers.Give(call.Ticket, _variables.Set(call.Holder, m.Name, m.Value, Now));
                break;
            case VariablesProtocol.Get m: Answers.Give(call.Ticket, _variables.Get(m.Name, Now)); break;
            case VariablesProtocol.Wait m: _variables.Wait(call, m.Name, Now); break;
            case VariablesProtocol.Delete m:
                Answers.Give(call.Ticket, _variables.Delete(call.Holder, m.Name, Now));
                break;
            default: throw new NotSupportedException($"no code for [{request}]");
        }

        Arm();
    }

    protected override void GiveUp(long ticket) => _variables.GiveUp(ticket);

    protected override void End(Holder holder, bool lastOfService) => _variables.End(holder, lastOfService);

    /// <summary>One alarm, for the earliest; one that rings for nothing only arms the next.</summary>
    private void Arm()
    {
        if (_variables.NextDue is { } due && (_alarm is null || due < _alarm))
        {
            _alarm = due;
            Timers.StartDueTimer("due", new Due(), due - Now);
        }
    }

    private sealed record Due;
}
