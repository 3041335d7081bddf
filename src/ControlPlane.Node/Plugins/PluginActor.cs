using ControlPlane.Actors;

namespace ControlPlane.Node.Plugins;

/// <summary>
/// What all plugins have: calls come in, a pure table decides, its answers go to whoever called. A call that cannot be
/// done is answered by what is wrong with it.
/// </summary>
internal abstract class PluginActor : ReceiveActor
{
    private readonly Dictionary<long, IActorRef> _callers = [];

    protected PluginActor()
    {
        Receive<PluginsProtocol.Asked>(Take);
        Receive<PluginsProtocol.GiveUp>(m => Doing(() => GiveUp(m.Ticket)));
        Receive<PluginsProtocol.Lost>(m => Doing(() => End(m.Holder, m.LastOfService)));
    }

    protected Answers Answers { get; } = new();

    /// <exception cref="InvalidOperationException">A limit would be passed; nothing was done.</exception>
    protected abstract void Handle(Call call, PluginsProtocol.Request request);

    protected abstract void GiveUp(long ticket);

    protected abstract void End(Holder holder, bool lastOfService);

    /// <summary>Does something that may answer calls, then sends the answers.</summary>
    protected void Doing(Action what)
    {
        try
        {
            what();
        }
        finally
        {
            Reply();
        }
    }

    /// <summary>The node goes down: nobody waits any longer.</summary>
    protected override void PostStop()
    {
        foreach (var ticket in _callers.Keys.Order())
        {
            Answers.Refuse(ticket, new ObjectDisposedException("node", "The node has gone down."));
        }

        Reply();
    }

    private void Take(PluginsProtocol.Asked asked)
    {
        _callers.Add(asked.Call.Ticket, Sender);
        Doing(() =>
        {
            try
            {
                Handle(asked.Call, asked.Request);
            }
            catch (InvalidOperationException limit)
            {
                Answers.Refuse(asked.Call.Ticket, limit);
            }
            catch (Exception fault)
            {
                // Ours: the caller must hear of it, and so must the log.
                Answers.Refuse(asked.Call.Ticket, fault);
                throw;
            }
        });
    }

    private void Reply()
    {
        foreach (var answer in Answers.Take())
        {
            if (_callers.Remove(answer.Ticket, out var caller))
            {
                caller.Tell(
                    answer.Refusal is null
                    ? new PluginsProtocol.Reply(answer.Value)
                    : new Status.Failure(answer.Refusal),
                    Self);
            }
        }
    }
}
