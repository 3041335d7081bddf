using ControlPlane.Actors;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Workload;

/// <summary>
/// services/SERVICE/workload: tells its service how many containers are wanted. The constant manager says so when it is
/// asked; the dynamic one also whenever <see cref="DynamicManager"/> decides.
/// </summary>
internal sealed class WorkloadActor : ReceiveActor, IWithTimers
{
    public const string Name = "workload";

    private readonly string _service;
    private readonly NodeContext _node;
    private readonly long _start;
    private readonly LimitAlert _alert = new();
    private WorkloadProtocol.Begin? _begin;
    private Quota? _quota;
    private ClusterNews.OfLoad? _told;
    private DynamicManager? _dynamic;
    private TimeSpan? _armed;
    private int _wanted;
    private int _queued;

    public WorkloadActor(string service, NodeContext node)
    {
        _service = service;
        _node = node;
        _start = node.Time.GetTimestamp();
        Receive<WorkloadProtocol.Begin>(Begin);
        Receive<WorkloadProtocol.Seen>(m =>
        {
            See(m);
            Decide(answer: false);
        });
        Receive<WorkloadProtocol.Queued>(m =>
        {
            _queued = m.Connections;
            _dynamic?.Queued(_queued);
            Decide(answer: false);
        });
        Receive<WorkloadProtocol.Limit>(m =>
        {
            _quota = m.Quota;
            Decide(answer: false);
        });
        Receive<WorkloadProtocol.Describe>(Describe);
        Receive<IdleOver>(_ =>
        {
            _armed = null;
            Decide(answer: false);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _node.Time.GetElapsedTime(_start);

    public static Props Props(string service, NodeContext node) =>
        Actors.Props.Create(() => new WorkloadActor(service, node));

    protected override void PreStart() => Context.Parent.Tell(new WorkloadProtocol.Hello(), Self);

    private void Begin(WorkloadProtocol.Begin begin)
    {
        _begin = begin;
        _dynamic = null;
        if (begin is { Plan: DynamicPlan plan, Enabled: true })
        {
            _dynamic = new DynamicManager(plan, begin.Shared, begin.Wanted, Judge);
            _dynamic.Queued(_queued);
            foreach (var slot in begin.Slots)
            {
                See(slot);
            }

            Decide(answer: true);
            return;
        }

        TellCluster(null);
        _wanted = (begin.Plan as ConstantPlan)?.Threads ?? begin.Wanted;
        Context.Parent.Tell(new WorkloadProtocol.Desired(begin.Order, _wanted, [], [], []), Self);
    }

    private void See(WorkloadProtocol.Seen slot) =>
        _dynamic?.See(slot.Number, slot.Standing, slot.Jobs, slot.MaxJobs, Now);

    private void Decide(bool answer)
    {
        if (_dynamic is null)
        {
            TellCluster(null);
            return;
        }

        var step = _dynamic.Decide(Now);
        TellCluster(_dynamic.Figures);
        // The limit of a cluster is its leader's to watch.
        if (_quota is null && _alert.Raise(step.AtLimit, Now))
        {
            _node.Loggers(_service, "").ReachingLimit();
        }

        if (answer || step.Orders(_wanted))
        {
            _wanted = step.Wanted;
            Context.Parent.Tell(
                new WorkloadProtocol.Desired(_begin!.Order, step.Wanted, step.Ended, step.Marked, step.TakenBack),
                Self);
        }

        Arm(_dynamic.Due);
    }

    /// <summary>What a cluster allows here takes the place of the file's numbers.</summary>
    private WorkloadNeed Judge(WorkloadFigures figures) =>
        _quota is { } quota ? QuotaRule.Judge(figures, quota) : _node.Decisions.Workload(figures);

    /// <summary>One that never was dynamic has nothing to tell.</summary>
    private void TellCluster(WorkloadFigures? figures)
    {
        var news = new ClusterNews.OfLoad(_service, figures, _begin?.Plan is DynamicPlan ? _queued : 0);
        if (!_node.Membership.IsNobody() && news != _told && (_told is not null || _begin?.Plan is DynamicPlan))
        {
            _told = news;
            _node.Membership.Tell(news, Self);
        }
    }

    /// <summary>One timer, for whoever is to go first.</summary>
    private void Arm(TimeSpan? due)
    {
        if (due == _armed)
        {
            return;
        }

        _armed = due;
        if (due is { } at)
        {
            Timers.StartDueTimer("idle", new IdleOver(), at - Now);
        }
        else
        {
            Timers.Cancel("idle");
        }
    }

    private void Describe(WorkloadProtocol.Describe question)
    {
        var (capacity, free) = _dynamic?.Figures is { } figures ? (figures.Capacity, figures.Free) : (0, 0);
        var service = question.Known.Service with { Capacity = Math.Max(0, capacity), Free = Math.Max(0, free) };
        Sender.Tell(question.Known with { Service = service }, Context.Parent);
    }

    private sealed record IdleOver;
}
