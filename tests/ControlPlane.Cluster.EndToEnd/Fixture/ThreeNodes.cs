namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>Three nodes with labels for all facts of a class: six workers in all, and one on every node.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    internal TestCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await TestCluster.Start(
            Services.InAll("six", 6) + Services.OnEveryNode("agent"),
            arrange: cluster =>
            {
                foreach (var node in cluster.Nodes)
                {
                    node.More = $"labels {{ zone = z{node.Name[1..]} }}";
                }
            });
        await Cluster.Even("six", 6);
        await Cluster.Ready("agent", 3);
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
