using System.Collections.Immutable;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>
/// What is taken of each node's places and memory, by all services together. Nodes are known by their index in
/// <see cref="Nodes"/>, which are ordered by name.
/// </summary>
internal sealed class PlaceLedger
{
    private const long Whole = 1_000_000;
    private readonly long[] _places;
    private readonly long[] _memory;

    /// <param name="nodes">In any order; each name once.</param>
    public PlaceLedger(IEnumerable<PlacementNode> nodes)
    {
        Nodes = [.. nodes.OrderBy(n => n.Name, StringComparer.Ordinal)];
        _places = [.. Nodes.Select(n => n.PlacesTaken)];
        _memory = [.. Nodes.Select(n => n.MemoryTaken)];
    }

    public ImmutableArray<PlacementNode> Nodes { get; }

    /// <summary>-1: there is no such node.</summary>
    public int IndexOf(string name)
    {
        var (low, high) = (0, Nodes.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Nodes[middle].Name, name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>So many containers of this kind have room beside all that is taken; below zero: too much is.</summary>
    public int Room(int node, PlacementPlan plan)
    {
        var room = Fit(Nodes[node].Places - _places[node], plan.Weight);
        if (plan.Memory > 0)
        {
            room = Math.Min(room, Fit(Nodes[node].Memory - _memory[node], plan.Memory));
        }

        return (int)Math.Clamp(room, int.MinValue, int.MaxValue);
    }

    /// <summary>Also below zero: gives back.</summary>
    public void Take(int node, PlacementPlan plan, int containers)
    {
        _places[node] += (long)plan.Weight * containers;
        _memory[node] += plan.Memory * containers;
    }

    public long PlacesTaken(int node) => _places[node];

    public long MemoryTaken(int node) => _memory[node];

    /// <summary>How full, in millionths of the scarcer of the two.</summary>
    public long Load(int node) => Math.Max(
        Share(_places[node], Nodes[node].Places), Share(_memory[node], Nodes[node].Memory));

    private static long Fit(long free, long one) => free >= 0 ? free / one : -((-free + one - 1) / one);

    private static long Share(long taken, long all) =>
        taken <= 0 ? 0 : all <= 0 ? long.MaxValue : (long)Math.Min((double)taken / all * Whole, long.MaxValue / 2);
}
