using ControlPlane.Etcd;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What must always hold, whatever happens. The first breach is kept, with the virtual time.</summary>
internal sealed class ClusterRules(ClusterWorld world)
{
    public string? Breach { get; private set; }

    public void Check(bool holds, string otherwise)
    {
        if (!holds && Breach is null)
        {
            Breach = $"after {world.Time.Elapsed}: {otherwise}";
            world.Note($"BREACH {otherwise}");
        }
    }

    public void Sends(NodeLife life, Txn txn)
    {
    }

    public void BeforeStart(NodeLife life, WorkerPlan plan)
    {
    }

    public void BeforeOrder(Order order)
    {
    }

    public void AfterReply(Order order)
    {
    }
}
