using System.Collections.Immutable;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>
/// One round over all services of scope cluster, in the order of names: what to assign now, so that no node has to hold
/// more than has room there beside all that it may have at the moment.
/// </summary>
internal sealed class RolloutRound
{
    private readonly PlaceLedger _ledger;
    private readonly ServiceRollout[] _services;

    public RolloutRound(IEnumerable<PlacementNode> nodes, IEnumerable<ServiceRollout> services)
    {
        _ledger = new PlaceLedger(nodes.Where(n => n.State != NodeState.Gone));
        _services = [.. services.OrderBy(s => s.Service, StringComparer.Ordinal)];
    }

    /// <summary>
    /// After <see cref="Decide"/>: what is taken on each node, for whatever else is to be handed out.
    /// </summary>
    public PlaceLedger Ledger => _ledger;

    /// <summary>What is known of a service on each node that may have any of it or is to get any.</summary>
    public ImmutableArray<RolloutNode> Nodes(ServiceRollout service)
    {
        var forces = service.InForce.ToDictionary(a => a.Node, StringComparer.Ordinal);
        var reports = service.Reports.ToDictionary(r => r.Node, r => r.Report, StringComparer.Ordinal);
        var names = forces.Keys.Concat(reports.Keys).Concat(service.Wish.Target.Select(t => t.Node));
        return [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(n => _ledger.IndexOf(n) >= 0)
            .Select(n => new RolloutNode(
                n,
                forces.TryGetValue(n, out var force) ? force : null,
                reports.TryGetValue(n, out var report) ? report : null))];
    }

    /// <summary>The assignments to write, by service; those that stay as they are are not among them.</summary>
    public ImmutableArray<(string Service, ImmutableArray<NodeAssignment> Assignment)> Decide()
    {
        var known = _services.Select(Nodes).ToList();
        for (var i = 0; i < _services.Length; i++)
        {
            Take(_services[i], known[i], +1);
        }

        var written = ImmutableArray.CreateBuilder<(string, ImmutableArray<NodeAssignment>)>();
        for (var i = 0; i < _services.Length; i++)
        {
            var (service, nodes) = (_services[i], known[i]);
            var forgets = service.InForce.Any(a => _ledger.IndexOf(a.Node) < 0);
            var next = RolloutPlanner.Next(
                service.Wish, nodes, n => _ledger.Room(_ledger.IndexOf(n), service.Plan), forgets);
            if (next is { } assignment)
            {
                written.Add((service.Service, assignment));
                Take(service, nodes, -1);
                Take(service, Assigned(nodes, assignment), +1);
            }
        }

        return written.ToImmutable();
    }

    private void Take(ServiceRollout service, IEnumerable<RolloutNode> nodes, int sign)
    {
        foreach (var node in nodes)
        {
            _ledger.Take(_ledger.IndexOf(node.Name), service.Plan, sign * node.Occupied);
        }
    }

    /// <summary>As it is when this is written and nobody has acknowledged it yet.</summary>
    private static IEnumerable<RolloutNode> Assigned(
        ImmutableArray<RolloutNode> nodes, ImmutableArray<NodeAssignment> assignment) => nodes.Select(n =>
    {
        var part = assignment.FirstOrDefault(a => a.Node == n.Name);
        return n with
        {
            InForce = part.Node is null ? null : part,
            Report = n.Report is { } report ? report with { Acknowledged = false } : null,
        };
    });
}
