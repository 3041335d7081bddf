using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What must always hold, whatever happens. The first breach is kept, with the virtual time.</summary>
internal sealed class ClusterRules
{
    private readonly ClusterWorld _world;
    private readonly Presences _presences;
    private readonly CountRule _count;
    private readonly EpochRule _epoch;
    private readonly GraceRule _grace;
    private readonly DisabledRule _disabled;
    private readonly DrainRule _drain;
    private readonly AnswerRule _answers;

    public ClusterRules(ClusterWorld world)
    {
        _world = world;
        _presences = new Presences(world);
        _count = new CountRule(world, _presences);
        _epoch = new EpochRule(world);
        _grace = new GraceRule(world, _presences);
        _disabled = new DisabledRule(world);
        _drain = new DrainRule(world);
        _answers = new AnswerRule(world);
        world.Truth.Changed = Look;
    }

    public string? Breach { get; private set; }

    public void Check(bool holds, string otherwise) => Check(holds ? null : otherwise);

    public void Check(string? problem)
    {
        if (problem is not null && Breach is null)
        {
            Breach = $"after {_world.Time.Elapsed}: {problem}";
            _world.Note($"BREACH {problem}");
        }
    }

    public void Sends(NodeLife life, Txn txn) => Check(_epoch.Sends(life.Node.Name, txn));

    public void BeforeStart(NodeLife life, WorkerPlan plan)
    {
        var (view, service) = (_world.Truth.View, plan.Container.Service);
        Check(
            life.Machine.Alive.All(w => w.Container != plan.Container),
            $"{life.Node.Name}: {plan.Container} is started while a process of it lives");
        Check(_count.Problem(life.Node, service, view));
        Check(_disabled.Problem(life.Node, service, view));
    }

    /// <summary>Something that was asked is not answered yet.</summary>
    public bool OrdersWait => _answers.OrdersWait;

    public void IsUnaware(string node) => _presences.IsUnaware(node);

    public void BeforeOrder(Order order) => _answers.Add(order);

    public void AfterReply(Order order)
    {
        Check(_answers.AfterReply(order));
        Check(_disabled.AfterReply(order, _world.Truth.View));
    }

    /// <summary>Now and then.</summary>
    public void Look() => Check(_answers.Look());

    private void Look(ClusterView before, ClusterView view)
    {
        _presences.Look(view);
        _count.Look(view);
        _disabled.Look(view);
        _world.Note(view);
        Check(_epoch.Look(before, view));
        Check(_grace.Look(before, view));
        Check(_drain.Look(before, view));
    }
}
