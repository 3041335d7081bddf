using System.Collections.Immutable;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>Where all services of scope cluster shall be.</summary>
/// <param name="Services">By name.</param>
/// <param name="Ledger">What is taken on each node when all of it is so.</param>
internal sealed record PlacementDecision(ImmutableArray<ServicePlacement> Services, PlaceLedger Ledger)
{
    /// <summary>Null: nobody asked for this service.</summary>
    public ServicePlacement? Of(string service)
    {
        var (low, high) = (0, Services.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Services[middle].Service, service);
            if (order == 0)
            {
                return Services[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}

/// <param name="Service">Its name.</param>
/// <param name="Counts">By name of the node; from 1.</param>
/// <param name="Missing">So many found no place.</param>
internal sealed record ServicePlacement(string Service, ImmutableArray<NodeCount> Counts, int Missing)
{
    public int On(string node)
    {
        foreach (var count in Counts)
        {
            if (count.Node == node)
            {
                return count.Count;
            }
        }

        return 0;
    }
}
