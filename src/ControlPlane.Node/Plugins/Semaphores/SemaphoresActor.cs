using ControlPlane.Actors;

namespace ControlPlane.Node.Plugins.Semaphores;

/// <summary>The semaphores and mutexes of the node.</summary>
internal sealed class SemaphoresActor : PluginActor
{
    private readonly SemaphoreTable _semaphores;
    private readonly MutexTable _mutexes;

    public SemaphoresActor()
    {
        _semaphores = new SemaphoreTable(Answers);
        _mutexes = new MutexTable(_semaphores);
    }

    public static Props Props() => Actors.Props.Create(() => new SemaphoresActor());

    protected override void Handle(Call call, PluginsProtocol.Request request)
    {
        switch (request)
        {
            case SemaphoresProtocol.Create m:
                Answers.Give(call.Ticket, _semaphores.Create(m.Name, m.Initial, m.IsProtected));
                break;
            case SemaphoresProtocol.Increment m:
                Answers.Give(call.Ticket, _semaphores.Increment(call.Holder, m.Name));
                break;
            case SemaphoresProtocol.Decrement m: _semaphores.Decrement(call, m.Name, m.Wait); break;
            case SemaphoresProtocol.Get m
                when MutexTable.IsPart(m.Name): Answers.Give(call.Ticket, _mutexes.Part(m.Name)); break;
            case SemaphoresProtocol.Get m: Answers.Give(call.Ticket, _semaphores.Get(m.Name)); break;
            case SemaphoresProtocol.Destroy m:
                _semaphores.Destroy(m.Name);
                Answers.Give(call.Ticket, null);
                break;
            case SemaphoresProtocol.Lock m: _mutexes.Lock(call, m.Mutex); break;
            case SemaphoresProtocol.Unlock m:
                _mutexes.Unlock(m.Mutex);
                Answers.Give(call.Ticket, null);
                break;
            default: throw new NotSupportedException($"no code for [{request}]");
        }
    }

    protected override void GiveUp(long ticket) => _semaphores.GiveUp(ticket);

    protected override void End(Holder holder, bool lastOfService) => _mutexes.Settled(_semaphores.End(holder));
}
