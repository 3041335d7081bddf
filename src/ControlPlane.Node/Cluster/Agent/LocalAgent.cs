using ControlPlane.Actors;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>
/// Carries out here what the cluster wants: which configuration is in force, and how many containers of each service
/// run. Used by the cluster actor alone.
/// </summary>
internal sealed class LocalAgent(ClusterSetup setup, IActorRef self, IActorRef controller, IWithTimers timers)
{
    /// <summary>What was refused may be possible then: a port is free again, a user was made.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<string, LocalWish> _told = new(StringComparer.Ordinal);
    private readonly ReportBook _reports = new();
    private IReadOnlyList<ClusterService> _services = [];
    private NodeFiles? _files;
    private NodeFile? _file;
    private NodePlan? _plan;
    private int? _config;
    private int? _asked;
    private ConfigVersion? _version;
    private int? _refused;
    private string? _problem;
    private int _restores;
    private bool _released;
    private bool _cutOff = true; // It has never belonged to the cluster, so nothing of that is its to start.

    /// <summary>Services have heard what is wanted of them, so this node does what it shall.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>So does this node.</summary>
    public bool GoesDown { get; private set; }

    public NodePlan? Plan => _plan;

    /// <summary>What this node tells the others; null: it does not know yet what it has.</summary>
    public NodeStatement? Report =>
        _plan is null ? null : new NodeStatement(_reports.Write(_config, _problem, _refused), _file);

    /// <summary>What the leader decides on, when this node leads.</summary>
    public DecisionGround Ground(MembershipProtocol.Standing now)
    {
        _files = NodeFiles.Of(now.View, _files);
        return ClusterServices.Of(now.View, _services, now.StateOf, _files).Ground(now.View, now.StateOf, _config);
    }

    /// <summary>Everything is as far as this configuration (0: the node's own file): in force, or refused.</summary>
    public bool HasDealtWith(int config) => (_config ?? 0) == config || _refused == config;

    /// <summary>It knows what to decide on: the services of the cluster as they are now.</summary>
    public bool MayLead(ClusterView view) =>
        _plan is not null && !view.IsConfigUnknown && HasDealtWith(view.ConfigNumber);

    /// <summary>Why that configuration is not in force here; null: it is, or nobody knows yet.</summary>
    public string? ProblemOf(int config) => _refused == config ? _problem : null;

    public void InForce(MembershipProtocol.InForce news, ClusterView view)
    {
        _plan = news.Plan;
        _asked = _refused is null ? _asked : null; // What was refused is tried again: something is new here.
        (_config, _refused, _problem) = (news.Config, null, null);
        _services = [.. news.Plan.Services.Select(ClusterService.Of)];
        _file = news.Config is null
            ? new NodeFile(ValueList.From(_services.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => s.Rules)))
            : null;
        _reports.Arrange([.. news.Plan.Services.Select(s => (s.Name, ServiceDigest.Of(s, news.Plan.SocketDirectory)))]);
        _told.Clear(); // What was told was meant for the plan before.
        Follow(view);
    }

    public void NotInForce(MembershipProtocol.NotInForce news, ClusterView view)
    {
        (_refused, _problem) = (news.Config, news.Why);
        timers.Timers.StartSingleTimer(nameof(AgainDue), new AgainDue(), Again);
        Follow(view);
    }

    /// <summary>Until it is in force, what was refused counts as refused.</summary>
    public void TryAgain(ClusterView view)
    {
        if (_refused == view.ConfigNumber)
        {
            PutInForce(view.Configuration);
        }
    }

    /// <summary>
    /// What the cluster wants is known, or it cannot be asked for so long that this node begins on its own, with what
    /// runs on every node.
    /// </summary>
    public void Release(ClusterView view)
    {
        _released = true;
        Follow(view);
    }

    /// <summary>The containers of the cluster end here, until this node is a part of it again.</summary>
    public void CutOff(ClusterView view)
    {
        _cutOff = true;
        Follow(view);
    }

    public void Joined(ClusterView view)
    {
        _cutOff = false;
        Release(view);
    }

    /// <summary>
    /// What the leader has placed here leaves as it says, as from a drained node. The rest is the controller's to end.
    /// </summary>
    public void GoDown(ClusterView view)
    {
        GoesDown = true;
        Follow(view);
    }

    /// <summary>Ends at once what has not ended in time.</summary>
    public void KillWhatIsTheClusters()
    {
        foreach (var service in OfTheCluster().Where(_ => _cutOff))
        {
            ToService(service.Name, new ContainerProtocol.KillNow());
        }
    }

    /// <summary>A service begins, or begins anew after a fault: it has heard nothing yet.</summary>
    public void Began(string service, ClusterView view)
    {
        _told.Remove(service);
        Follow(view);
    }

    public void Hear(ClusterNews.OfService news, ClusterView view)
    {
        _reports.Hear(news);
        if (IsDrained(view))
        {
            Follow(view); // What runs on every node leaves when the last one of the cluster has left.
        }
    }

    public void Hear(ClusterNews.OfLoad news, ClusterView view) =>
        _reports.Hear(news, view.Assignment(news.Service)?.Value.Find(setup.Name)?.Count ?? 0);

    /// <summary>Tells each service what is new to it.</summary>
    public void Follow(ClusterView view)
    {
        if (view.Restores != _restores)
        {
            // Revisions that were told, and that services have reached, say nothing any more.
            _restores = view.Restores;
            _told.Clear();
            _reports.ForgetRevisions();
        }

        if (_plan is null || !_released || !HasConfiguration(view))
        {
            return;
        }

        HasBegun = true;
        var leaves = IsDrained(view) && OfTheCluster().All(s => _reports.Of(s.Name) is not { Containers: > 0 });
        foreach (var service in _plan.Services)
        {
            var wish = LocalWish.Of(
                service, view, setup.Plan.Node, leaves, IsDrained(view) || GoesDown,
                _reports.Of(service.Name)?.Wanted ?? 0, _reports.Grown(service.Name));
            wish = _cutOff && service.Placement.Scope == PlacementScope.Cluster ? wish.WithoutContainers() : wish;
            if (_told.GetValueOrDefault(service.Name) != wish)
            {
                _told[service.Name] = wish;
                ToService(service.Name, new ServiceProtocol.Assign(wish));
            }
        }
    }

    private bool IsDrained(ClusterView view) => view.Drains.ContainsKey(setup.Name);

    private IEnumerable<ServicePlan> OfTheCluster() =>
        _plan?.Services.Where(s => s.Placement.Scope == PlacementScope.Cluster) ?? [];

    /// <summary>
    /// Asks for the configuration that the cluster has. Until it is in force, or refused, nothing of what is wanted is
    /// handed on: it might start the wrong thing.
    /// </summary>
    private bool HasConfiguration(ClusterView view)
    {
        if (view.IsConfigUnknown)
        {
            return HasBegun; // What runs runs on; who has begun nothing waits, for its own file may be the wrong thing.
        }

        var wanted = view.Configuration;
        Compare(wanted);
        if (HasDealtWith(view.ConfigNumber))
        {
            return true;
        }

        if (_asked != view.ConfigNumber)
        {
            _asked = view.ConfigNumber;
            PutInForce(wanted);
        }

        return false;
    }

    private void PutInForce(ConfigVersion? wanted) => controller.Tell(
        new MembershipProtocol.PutInForce(
            wanted is null ? null : new PlanOverlay(wanted.Text, $"{wanted.Origin}@{wanted.Number}"), wanted?.Number),
        self);

    /// <summary>An etcd that was restored from an older state may give the same number to another text.</summary>
    private void Compare(ConfigVersion? wanted)
    {
        if (wanted is not null && _version?.Number == wanted.Number && _version != wanted)
        {
            (_config, _asked, _refused) = (null, null, null);
        }

        _version = wanted ?? _version;
    }

    private void ToService(string service, object message) =>
        controller.Tell(new ServicesProtocol.ToOne(service, message), self);

    public sealed record AgainDue;
}
