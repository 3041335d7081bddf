using System.Runtime.InteropServices;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>
/// What many services of one decision have in common: which nodes fit, and which spread groups they form; each found
/// once.
/// </summary>
internal sealed class PlacementGround(PlaceLedger ledger)
{
    private readonly Dictionary<ValueList<RequiredLabel>, int[]> _fitting = [];
    private readonly Dictionary<string, int[]> _groups = new(StringComparer.Ordinal);
    private readonly bool _allKnowAll = ledger.Nodes.All(n => n.Services is null);

    public PlaceLedger Ledger => ledger;

    /// <summary>Indices of the nodes on which the service may be, or stay.</summary>
    public int[] Fitting(string service, PlacementPlan plan)
    {
        ref var fitting = ref CollectionsMarshal.GetValueRefOrAddDefault(_fitting, plan.Require, out _);
        fitting ??= [.. Enumerable.Range(0, ledger.Nodes.Length)
            .Where(i => ledger.Nodes[i].Keeps && Eligibility.Fits(ledger.Nodes[i], plan))];
        return _allKnowAll
            ? fitting
            : Array.FindAll(fitting, i => ledger.Nodes[i].Services?.Contains(service) != false);
    }

    /// <summary>
    /// The group of each node: numbers from 0 without a meaning of their own. Nodes that lack the label are one group.
    /// Null: each node is its own.
    /// </summary>
    public int[]? Groups(string? label)
    {
        if (label is null)
        {
            return null;
        }

        ref var groups = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, label, out _);
        return groups ??= Number(label);
    }

    private int[] Number(string label)
    {
        var values = ledger.Nodes.Select(n => Eligibility.Label(n, label)).ToArray();
        var order = values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return [.. values.Select(v => Array.IndexOf(order, v))];
    }
}
