using ControlPlane.Node.Cluster;
using ControlPlane.Platform.NodeDirectory;

namespace ControlPlane.Hosting;

/// <summary>What a node remembers of its cluster, in its socket directory.</summary>
internal sealed class ClusterMemory(ClusterFile file) : IClusterMemory
{
    public string Name => file.Path;

    public string? Read() => file.Read();

    public void Keep(Func<string> text) => file.Write(text);

    public void Forget() => file.Remove();
}
