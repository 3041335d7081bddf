using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Admin.Messages;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// A container that is code in this process: it gets connections from the dispatcher of its service and runs the
/// processor on each. To stop it takes no more and lets its jobs finish; to be killed it cancels them.
/// </summary>
internal sealed class ProcessorContainer : ContainerActor
{
    private readonly InProcessPlan _plan;
    private readonly IActorRef _sockets;
    private readonly Dictionary<int, IAccepted> _jobs = [];
    private readonly Dictionary<int, (ProcessorConnection Connection, DateTimeOffset Since)> _connections = [];
    private CancellationTokenSource _life = new();
    private ContainerFace? _container;
    private int _count;
    private int _lastJob;
    private bool _closed;
    private bool _ending;
    private bool _running;

    public ProcessorContainer(
        ContainerId id, InProcessPlan plan, LifecycleRules rules, IActorRef service, IActorRef sockets, NodeContext node)
        : base(id, rules, service, node)
    {
        _plan = plan;
        _sockets = sockets;
        Receive<SocketsProtocol.Job>(Begin);
        Receive<SocketsProtocol.Closed>(_ =>
        {
            _closed = true;
            EndWhenIdle();
        });
        Receive<JobEnded>(Ended);
        Receive<JobsShown>(_ => Announce());
        Receive<ContainerProtocol.AdminMessage>(Tell);
        Receive<MessageFailed>(m => Node.Log.AdminMessageFailed(Id, _plan.Type, m.Name, m.Error));
    }

    protected override int? Jobs => _jobs.Count;

    public static Props Props(
        ContainerId id, InProcessPlan plan, LifecycleRules rules, IActorRef service, IActorRef sockets, NodeContext node) =>
        Actors.Props.Create(() => new ProcessorContainer(id, plan, rules, service, sockets, node));

    protected override void StartProcess()
    {
        _life = new CancellationTokenSource();
        _container = new ContainerFace(
            Id, Node, () => Volatile.Read(ref _count), e => Node.Log.JobFailed(Id, _plan.Type, e.Message), _life.Token);
        _closed = false;
        _ending = false;
        _running = true;
        Node.Tally.Started();
        ToDispatcher(new SocketsProtocol.Open(Self));
    }

    protected override void Terminate()
    {
        _ending = true;
        _container?.StopTimers();
        ToDispatcher(new SocketsProtocol.Close(Self));
    }

    protected override void Kill()
    {
        Cut();
        if (_running)
        {
            Ended($"killed with {_jobs.Count} jobs");
        }
    }

    protected override bool HasSurvivors() => false;

    protected override void Abandon() => Cut();

    /// <summary>Cancels every job and closes its connection, so that also one that ignores the cancellation comes to an end.</summary>
    private void Cut()
    {
        _life.Cancel();
        foreach (var connection in _jobs.Values)
        {
            _ = connection.DisposeAsync().AsTask();
        }
    }

    private void Ended(string how)
    {
        _running = false;
        _jobs.Clear();
        _connections.Clear();
        _container?.Dispose();
        Node.Tally.Exited();
        ProcessExited(how);
    }

    private void ToDispatcher(object message) =>
        _sockets.Tell(new SocketsProtocol.ForService(Id.Service, message), Self);

    private void Begin(SocketsProtocol.Job job)
    {
        var number = ++_lastJob;
        _jobs.Add(number, job.Connection);
        var connection = new ProcessorConnection(job.Connection, job.Protocol);
        _connections.Add(number, (connection, Node.Time.GetUtcNow()));
        var (processor, container, life) = (_plan.Processor, _container!, _life.Token);
        Volatile.Write(ref _count, _jobs.Count);

        // Task.Run: a processor that blocks before its first await blocks a pool thread, not this actor.
        Task.Run(() => Serve(processor, container, connection, life), CancellationToken.None)
            .PipeTo(Self, Self, error => new JobEnded(number, error));
        ShowJobs();
    }

    private void Tell(ContainerProtocol.AdminMessage message)
    {
        if (!_running)
        {
            return;
        }

        var (processor, container, life, self) = (_plan.Processor, _container!, _life.Token, Self);
        if (message.Name == "netplex.connections")
        {
            ListConnections();
        }

        var heard = Node.Offload(() => processor.ReceiveAdminMessageAsync(container, message.Name, message.Arguments, life));
        _ = heard.ContinueWith(
            failed => self.Tell(
                new MessageFailed(message.Name, failed.Exception!.GetBaseException().Message), ActorRefs.NoSender),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void ListConnections()
    {
        var log = Node.Loggers(Id.Service, "");
        foreach (var (connection, since) in _connections.Values)
        {
            log.DebugLine(ConnectionText.Of(
                Id, connection.Protocol, connection.Peer, Node.Time.GetUtcNow() - since, connection.Detail));
        }
    }

    private static async Task<string?> Serve(
        IProcessor processor, IContainer container, ProcessorConnection connection, CancellationToken life)
    {
        await using (connection)
        {
            try
            {
                await processor.ProcessAsync(container, connection, life);
                return null;
            }
            catch (OperationCanceledException)
            {
                return null; // The container leaves, or the processor's own time limit for its peer is over.
            }
            catch (Exception e)
            {
                // Whatever a processor throws ends its connection only; the container reports it.
                return e is IOException or ObjectDisposedException ? null : $"{e.GetType().Name}: {e.Message}";
            }
        }
    }

    private void Ended(JobEnded end)
    {
        if (!_jobs.Remove(end.Number))
        {
            return; // A job of a container that was killed since.
        }

        _connections.Remove(end.Number);

        Volatile.Write(ref _count, _jobs.Count);

        ToDispatcher(new SocketsProtocol.JobDone(Self));
        if (end.Error is { } error)
        {
            Node.Log.JobFailed(Id, _plan.Type, error);
        }

        ShowJobs();
        EndWhenIdle();
    }

    private void EndWhenIdle()
    {
        if (_running && _ending && _closed && _jobs.Count == 0)
        {
            Ended("all jobs done");
        }
    }

    /// <summary>Shows the number of jobs to the service, at most ten times a second: connections come faster.</summary>
    private void ShowJobs()
    {
        if (!Timers.IsTimerActive("jobs"))
        {
            Timers.StartSingleTimer("jobs", new JobsShown(), TimeSpan.FromMilliseconds(100));
        }
    }

    private sealed record JobEnded(int Number, string? Error);

    private sealed record JobsShown;

    private sealed record MessageFailed(string Name, string Error);
}
