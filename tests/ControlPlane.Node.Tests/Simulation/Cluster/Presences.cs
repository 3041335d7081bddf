using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Which nodes the cluster had to take for gone: away from etcd for the grace, by etcd's own word. What runs there
/// meanwhile is beside what is wanted (<c>on_lost = keep</c>), until the node is back and has no more of a service
/// than it shall have.
/// </summary>
internal sealed class Presences(ClusterWorld world)
{
    private readonly SortedDictionary<string, TimeSpan> _absent = new(StringComparer.Ordinal);
    private readonly SortedSet<(string Node, string Service)> _lost = [];
    private readonly SortedSet<string> _unaware = new(StringComparer.Ordinal);

    /// <summary>How long a node is not registered.</summary>
    public TimeSpan AbsentFor(string node) =>
        _absent.TryGetValue(node, out var since) ? world.Time.Elapsed - since : TimeSpan.Zero;

    public void Look(ClusterView view)
    {
        foreach (var node in world.Nodes)
        {
            if (view.Nodes.ContainsKey(node.Name))
            {
                Lose(node);
                _absent.Remove(node.Name);
                if (node.Runs)
                {
                    _unaware.Remove(node.Name);
                }
            }
            else
            {
                _absent.TryAdd(node.Name, world.Time.Elapsed);
            }
        }
    }

    /// <summary>
    /// It cannot know in time that its lease has ended: it stands still, or somebody else has ended it.
    /// </summary>
    public void IsUnaware(string node) => _unaware.Add(node);

    /// <summary>Its containers of this service do not count.</summary>
    public bool IsLost(SimulatedNode node, string service, ClusterView view)
    {
        Lose(node);
        if (!_lost.Contains((node.Name, service)))
        {
            return false;
        }

        var share = view.Assignment(service)?.Value.Find(node.Name)?.Count ?? 0;
        if (view.Nodes.GetValueOrDefault(node.Name) is { } known && node.Life?.Registered(known.Lease) != false
            && node.Alive(service) <= share)
        {
            _lost.Remove((node.Name, service));
            return false;
        }

        return true;
    }

    private void Lose(SimulatedNode node)
    {
        if (AbsentFor(node.Name) >= ClusterWorld.Grace && node.Life is { } life
            && (world.OnLost == OnLost.Keep || _unaware.Contains(node.Name)))
        {
            foreach (var service in life.Machine.Alive.Select(w => w.Container.Service)
                .Concat(world.Wish.OfTheCluster(world.Truth.View).Select(s => s.Name)))
            {
                _lost.Add((node.Name, service));
            }
        }
    }
}
