using ControlPlane.Actors;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Plugins.Levers;

/// <summary>The levers of all services. Their functions run on the pool: one that blocks or never returns blocks no
/// actor.</summary>
internal sealed class LeversActor : PluginActor
{
    private readonly LeverTable _levers;
    private readonly NodeContext _node;
    private readonly Dictionary<long, CancellationTokenSource> _runs = [];

    public LeversActor(NodeContext node)
    {
        _node = node;
        _levers = new LeverTable(Answers);
        Receive<PluginsProtocol.AddLever>(m => Pulling(() => _levers.Add(m.Service, m.Name, m.Function)));
        Receive<PluginsProtocol.Forget>(m => Pulling(() => _levers.Forget(m.Service)));
        Receive<Returned>(m => Pulling(() =>
        {
            _runs.Remove(m.Run);
            _levers.Returned(m.Run, m.Result, m.Error);
        }));
        Receive<CancelFailed>(m => _node.Log.LeverCancelFailed(m.Why));
    }

    public static Props Props(NodeContext node) => Actors.Props.Create(() => new LeversActor(node));

    protected override void Handle(Call call, PluginsProtocol.Request request)
    {
        if (request is not LeversProtocol.Activate activate)
        {
            throw new NotSupportedException($"no code for [{request}]");
        }

        _levers.Activate(call, activate.Name, activate.Argument);
        Carry();
    }

    protected override void GiveUp(long ticket) => Pulling(() => _levers.GiveUp(ticket));

    protected override void End(Holder holder, bool lastOfService) => Pulling(() => _levers.End(holder));

    protected override void PostStop()
    {
        foreach (var run in _runs.Keys.Order().ToList())
        {
            Cancel(run);
        }

        base.PostStop();
    }

    private void Pulling(Action what) => Doing(() =>
    {
        what();
        Carry();
    });

    private void Carry()
    {
        foreach (var order in _levers.TakeOrders())
        {
            switch (order)
            {
                case LeverOrder.Begin begin: Begin(begin); break;
                case LeverOrder.Cancel cancel: Cancel(cancel.Run); break;
            }
        }
    }

    private void Begin(LeverOrder.Begin order)
    {
        var cancel = new CancellationTokenSource();
        _runs.Add(order.Run, cancel);
        Run(order, cancel.Token).PipeTo(
            Self, Self, result => new Returned(order.Run, result, null), e => new Returned(order.Run, null, e));
    }

    private async Task<string> Run(LeverOrder.Begin order, CancellationToken cancellation)
    {
        string? result = null;
        await _node.Offload(
            async () => result = await order.Function(order.Argument, cancellation).ConfigureAwait(false))
            .ConfigureAwait(false);
        return result switch
        {
            null => throw new InvalidOperationException(
                "The lever has returned null; expected a text, which may be empty."),
            { Length: > PluginLimits.MaxValue } => throw new InvalidOperationException(
                $"The lever has returned {result.Length} characters; expected at most {PluginLimits.MaxValue}."),
            _ => result,
        };
    }

    /// <summary>Callbacks of the token are code of the processor: they run where it runs.</summary>
    private void Cancel(long run)
    {
        if (_runs.Remove(run, out var source))
        {
            Tell(source).PipeTo(Self, Self, failure: e => new CancelFailed(e.Message));
        }
    }

    private async Task Tell(CancellationTokenSource source) => await _node.Offload(() =>
    {
        source.Cancel();
        return Task.CompletedTask;
    }).ConfigureAwait(false);

    private sealed record CancelFailed(string Why);

    private sealed record Returned(long Run, string? Result, Exception? Error);
}
