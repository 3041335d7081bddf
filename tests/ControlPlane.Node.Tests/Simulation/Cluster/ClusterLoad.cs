using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// The clients of dynamic services: how many connections each node has to serve. They come in bursts, at one node or at
/// all, and go; in peace they stay.
/// </summary>
internal sealed class ClusterLoad(ClusterWorld world)
{
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _offered = new(StringComparer.Ordinal);

    /// <summary>Connections of a service, in the whole cluster.</summary>
    public int Of(string service) => Offered(service).Values.Sum();

    /// <summary>Connections of a service that this node has to serve, whether anybody there can or not.</summary>
    public int On(string node, string service) => Offered(service).GetValueOrDefault(node);

    public void Set(string node, string service, int connections) => Offered(service)[node] = connections;

    /// <summary>Another load, at random.</summary>
    public void Change()
    {
        foreach (var plan in world.Wish.OfTheCluster(world.Truth.View).Where(s => s.Workload is DynamicPlan))
        {
            var dynamic = (DynamicPlan)plan.Workload;
            var most = (dynamic.Recommended * dynamic.MaxThreads) + 2;
            var one = world.Nodes[world.Draw(world.Nodes.Count)].Name;
            switch (world.Draw(5))
            {
                case 0: world.Nodes.ToList().ForEach(node => Set(node.Name, plan.Name, 0)); break;
                case 1: Set(one, plan.Name, 0); break;
                case 2: Set(one, plan.Name, world.Draw(most)); break;
                case 3: Set(one, plan.Name, world.Draw(5)); break;
                default:
                    foreach (var node in world.Nodes)
                    {
                        Set(node.Name, plan.Name, world.Draw(2 + (most / world.Nodes.Count)));
                    }

                    break;
            }

            world.Note($"load of {plan.Name}: {string.Join(", ", Offered(plan.Name).Select(o => $"{o.Key} {o.Value}"))}");
        }
    }

    /// <summary>Clients of nodes that are not to have a service, or are dead, connect to the others.</summary>
    public void Follow()
    {
        var view = world.Truth.View;
        foreach (var plan in world.Wish.OfTheCluster(view))
        {
            var offered = Offered(plan.Name);
            var there = world.Nodes.Where(n => Serves(n, view, plan)).Select(n => n.Name).ToList();
            foreach (var (node, connections) in offered.Where(o => o.Value > 0 && !there.Contains(o.Key)).ToList())
            {
                offered[node] = 0;
                for (var i = 0; i < connections && there.Count > 0; i++)
                {
                    offered[there[i % there.Count]] = offered.GetValueOrDefault(there[i % there.Count]) + 1;
                }
            }
        }
    }

    public ISimulatedClients To(SimulatedNode node) => new Clients(world, node);

    private static bool Serves(SimulatedNode node, ClusterView view, ServicePlan plan) =>
        node.Life is not null && ClusterWish.MostOn(node, view, plan) > 0;

    private SortedDictionary<string, int> Offered(string service)
    {
        if (!_offered.TryGetValue(service, out var offered))
        {
            _offered.Add(service, offered = new SortedDictionary<string, int>(StringComparer.Ordinal));
        }

        return offered;
    }

    /// <summary>Those of one node. Whom of several processes they get is the kernel's choice: any.</summary>
    private sealed class Clients(ClusterWorld world, SimulatedNode node) : ISimulatedClients
    {
        private int _waiting;

        public bool Use(string service) => service == ClusterPlans.Flex;

        public int? Waiting(IListener listener) => ClusterPlans.ServiceAt(listener) is null ? null : _waiting;

        public void Come(SimulatedMachine machine)
        {
            var workers = machine.Alive.Where(w => Use(w.Container.Service)).ToList();
            var offered = world.Load.On(node.Name, ClusterPlans.Flex);
            var accepted = workers.Sum(w => w.Connections);
            if (machine.Faulty && accepted > 0 && machine.Draw(4) == 0)
            {
                accepted -= Leave(workers, machine);
            }

            while (accepted > offered && Leave(workers, machine) > 0)
            {
                accepted--;
            }

            var most = MostOfOne();
            var open = workers.Where(w => w.Accepts && w.Connections < most).ToList();
            for (; accepted < offered && open.Count > 0; accepted++)
            {
                var worker = open[machine.Draw(open.Count)];
                if (++worker.Connections >= most)
                {
                    open.Remove(worker);
                }
            }

            _waiting = Math.Max(0, offered - accepted);
        }

        /// <summary>1: one connection ends; not of those that stand still.</summary>
        private static int Leave(List<SimulatedWorker> workers, SimulatedMachine machine)
        {
            var busy = workers.Where(w => w is { Connections: > 0, IsFrozen: false }).ToList();
            if (busy.Count == 0)
            {
                return 0;
            }

            busy[machine.Draw(busy.Count)].Connections--;
            return 1;
        }

        private int MostOfOne() =>
            (world.Wish.Plan(world.Truth.View).Find(ClusterPlans.Flex)?.Workload as DynamicPlan)?.MaxJobs ?? int.MaxValue;
    }
}
