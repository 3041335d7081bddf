using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Simulation.Cluster;

namespace ControlPlane.Node.Tests.Cluster.Commands;

/// <summary>Simulated nodes that have found each other, and everything runs: what commands are tried on.</summary>
internal sealed class CalmCluster : IDisposable
{
    public static readonly AdminProtocol.Patience Waits = AdminProtocol.Patience.Default;

    public CalmCluster(int nodes = 3)
    {
        World = new ClusterWorld(1, nodes, Log);
        foreach (var node in World.Nodes)
        {
            node.Start();
        }

        World.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(World.Rules.Breach);
    }

    public StringWriter Log { get; } = new();

    public ClusterWorld World { get; }

    /// <summary>What every node has in its file.</summary>
    public IReadOnlyList<ServicePlan> OfFile => World.Plans.OfFile.Services;

    public void Dispose() => World.Dispose();

    public static AdminProtocol.Patience Within(int seconds) => new(true, TimeSpan.FromSeconds(seconds));

    public int Running(string service) =>
        World.Nodes.Sum(node => node.Life?.Machine.Alive.Count(w => w.Container.Service == service) ?? 0);

    /// <summary>The reply of one node, from 0, to a request.</summary>
    public T Answer<T>(int node, AdminProtocol.Request request)
        where T : AdminProtocol.Reply
    {
        var order = World.Ask(World.Nodes[node], request);
        Assert.True(
            World.Becomes(() => order.Reply is not null, TimeSpan.FromMinutes(12)), $"{request} was not answered");
        return order.Reply as T ?? throw new InvalidOperationException($"{request}: {order.Reply}");
    }

    public AdminProtocol.Done Done(int node, AdminProtocol.Request request) =>
        Answer<AdminProtocol.Done>(node, request);

    public AdminProtocol.Refused Refused(int node, AdminProtocol.Request request) =>
        Answer<AdminProtocol.Refused>(node, request);

    /// <summary>Gives the cluster these services.</summary>
    public AdminProtocol.Done Apply(params ServicePlan[] services) =>
        Done(0, new ClusterProtocol.Apply(World.Plans.Write(services), "applied", Waits));
}
