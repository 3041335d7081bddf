using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// Which services the cluster has, and what holds of each: the same on whichever node it is asked. With a configuration
/// of the cluster, those of that; else those of the files of all nodes. As long as a node that is not gone has not said
/// what its file has, what was decided once goes on to hold. Pure.
/// </summary>
internal sealed class ClusterServices
{
    private readonly NodeFiles? _files;

    private ClusterServices(IEnumerable<ClusterService> all, IReadOnlyList<string> silent, NodeFiles? files)
    {
        (All, Silent, _files) = ([.. all], silent, files);
    }

    public IReadOnlyList<ClusterService> All { get; }

    /// <summary>Nodes that are not gone, and have not said yet what their files have.</summary>
    public IReadOnlyList<string> Silent { get; }

    /// <summary>
    /// Services that some node may have, and of which nothing is known: their assignments stay as they are.
    /// </summary>
    public IReadOnlySet<string> Untouched { get; private init; } = new HashSet<string>();

    /// <param name="view">What is known.</param>
    /// <param name="here">What is in force on this node.</param>
    /// <param name="stateOf">How a node stands.</param>
    /// <param name="files">Those of the view.</param>
    public static ClusterServices Of(
        ClusterView view, IReadOnlyList<ClusterService> here, Func<string, NodeState> stateOf, NodeFiles files)
    {
        if (view.ConfigNumber > 0)
        {
            return new ClusterServices(here, [], null);
        }

        var silent = view.Members.Keys.Union(view.Nodes.Keys, StringComparer.Ordinal)
            .Where(node => !HasSaid(view, node) && stateOf(node) != NodeState.Gone)
            .Order(StringComparer.Ordinal).ToList();
        var services = new SortedDictionary<string, ClusterService>(StringComparer.Ordinal);
        Add(files.OfTheCluster.Values.Concat(here.Where(s => s.IsOfTheCluster)));
        var untouched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in view.Assignments.Keys.Union(view.Spoiled, StringComparer.Ordinal))
        {
            var isSaid = services.ContainsKey(name);
            var isHeld = silent.Count > 0 || (!isSaid && IsOfAnOlderNode(view, name));
            if (isHeld && view.Assignment(name)?.Value.ReadableRules is { } decided)
            {
                services[name] = ClusterService.Of(decided);
            }
            else if (isHeld && !isSaid)
            {
                untouched.Add(name);
            }
        }

        Add(files.OfNodes.Values.Concat(here.Where(s => !s.IsOfTheCluster)));
        return new ClusterServices(services.Values, silent, files) { Untouched = untouched };

        void Add(IEnumerable<ClusterService> more)
        {
            foreach (var service in more)
            {
                services.TryAdd(service.Name, service);
            }
        }
    }

    /// <summary>Null: no node has it, as far as is known.</summary>
    public ClusterService? Find(string service) => All.FirstOrDefault(s => s.Name == service);

    /// <summary>Why a service cannot be found.</summary>
    public AdminProtocol.Refused Unknown(string service) => Silent.Count == 0
        ? ServicesProtocol.Unknown(service, All.Select(s => s.Name))
        : new AdminProtocol.Refused(
            Refusal.NotInTime,
            $"There is no service [{service}] so far; {string.Join(", ", Silent)} has not said yet what its file has.",
            "Look with: cplane nodes; try again when all of them are up.");

    /// <summary>What a decision is made of.</summary>
    /// <param name="view">The same.</param>
    /// <param name="stateOf">The same.</param>
    /// <param name="config">The version of the cluster's configuration in force on this node.</param>
    public DecisionGround Ground(ClusterView view, Func<string, NodeState> stateOf, int? config) =>
        new(view, All, stateOf, config) { Files = _files, Untouched = Untouched };

    /// <summary>It has told its file; or it tells what it has, and is of a version that tells no files.</summary>
    private static bool HasSaid(ClusterView view, string node) =>
        view.Files.ContainsKey(node) || view.Reports.GetValueOrDefault(node) is { Value.Config: null };

    private static bool IsOfAnOlderNode(ClusterView view, string service) => view.Reports.Any(report =>
        !view.Files.ContainsKey(report.Key)
        && report.Value.Value.Services.Any(s => s.Service == service && s.Digest.Length > 0));
}
