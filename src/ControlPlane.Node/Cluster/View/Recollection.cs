using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>
/// What people have said, as text that outlives the process: which configuration was applied, what is wanted of
/// services, and whether this node is drained. A head with version and names, a line for each key as it stands in etcd,
/// and an end. Pure.
/// </summary>
internal static class Recollection
{
    private const string Head = "cplane-cluster 1";
    private const string End = "end";

    public static string Write(ClusterView view, ClusterKeys keys, string cluster, string node)
    {
        var text = new StringBuilder().Append(HeadOf(cluster, node)).Append('\n');
        Add(keys.CurrentConfig, view.Config);
        Add(keys.Version(view.ConfigNumber), view.Versions.GetValueOrDefault(view.ConfigNumber));
        Add(keys.Overall, view.Overall);
        foreach (var (service, desired) in view.Services)
        {
            Add(keys.Service(service), desired);
        }

        Add(keys.Drain(node), view.Drains.GetValueOrDefault(node));
        return text.Append(End).Append('\n').ToString();

        void Add<T>(string key, Known<T>? known)
            where T : class, IClusterValue
        {
            if (known is not null)
            {
                var value = ClusterCodec.Encode(known.Value);
                text.Append(CultureInfo.InvariantCulture, $"{known.Modified} {key} {value}\n");
            }
        }
    }

    /// <returns>The keys; or none, and why.</returns>
    public static (ImmutableArray<KeyValue> Items, string? Problem) Read(string text, string cluster, string node)
    {
        var lines = text.Split('\n');
        if (lines[0] != HeadOf(cluster, node))
        {
            return ([], $"it begins with [{KeyLimits.Shortened(lines[0])}]; expected [{HeadOf(cluster, node)}]");
        }

        if (lines is not [_, .., End, ""])
        {
            return ([], "its end is missing");
        }

        var items = ImmutableArray.CreateBuilder<KeyValue>();
        foreach (var line in lines[1..^2])
        {
            if (line.Split(' ', 3) is not [var number, var key, var value]
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var modified))
            {
                return ([], $"a line of it is no key: [{line[..Math.Min(line.Length, 100)]}]");
            }

            items.Add(new KeyValue(key, value, modified, modified, 1, 0));
        }

        return (items.ToImmutable(), null);
    }

    private static string HeadOf(string cluster, string node) => $"{Head} {cluster} {node}";
}
