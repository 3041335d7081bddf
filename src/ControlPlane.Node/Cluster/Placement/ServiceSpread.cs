using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>
/// One service while it is being placed: how many containers each node has so far, and which node is the next to get
/// one, or to lose one.
/// </summary>
internal sealed class ServiceSpread
{
    private readonly PlaceLedger _ledger;
    private readonly int[] _fitting;
    private readonly int[]? _groups;
    private readonly int[] _inGroup;
    private readonly int[] _counts;
    private readonly int[] _had;
    private readonly long[]? _free;
    private readonly int[]? _marked;

    /// <param name="ground">The nodes.</param>
    /// <param name="demand">The service.</param>
    /// <param name="anew">What is there now decides only between equals.</param>
    public ServiceSpread(PlacementGround ground, PlacementDemand demand, bool anew)
    {
        _ledger = ground.Ledger;
        Demand = demand;
        _fitting = ground.Fitting(demand.Service, demand.Plan);
        _groups = ground.Groups(demand.Plan.Spread);
        _inGroup = _groups is null ? [] : new int[_groups.Length];
        _counts = new int[_ledger.Nodes.Length];
        _had = anew ? new int[_counts.Length] : _counts;
        if (demand.Pressure.Length > 0)
        {
            _free = new long[_counts.Length];
            _marked = new int[_counts.Length];
            foreach (var pressure in demand.Pressure)
            {
                if (_ledger.IndexOf(pressure.Node) is >= 0 and var node)
                {
                    (_free[node], _marked[node]) = (pressure.Free, pressure.Marked);
                }
            }
        }

        Keep(anew);
    }

    public PlacementDemand Demand { get; }

    public int Placed { get; private set; }

    /// <summary>How many nodes may get one: few are hard to serve.</summary>
    public int Choices => _fitting.Length;

    public int On(int node) => _counts[node];

    /// <summary>False: no node has room for one more.</summary>
    public bool Add()
    {
        var best = -1;
        foreach (var node in _fitting)
        {
            if (_ledger.Nodes[node].Takes && _counts[node] < (Demand.Plan.MaxPerNode ?? int.MaxValue)
                && _ledger.Room(node, Demand.Plan) > 0 && (best < 0 || IsBefore(node, best)))
            {
                best = node;
            }
        }

        if (best < 0)
        {
            return false;
        }

        Move(best, +1);
        return true;
    }

    /// <summary>What lacks a place stays on nodes that drain, where it is.</summary>
    public void Stay()
    {
        foreach (var (name, count) in Demand.Current)
        {
            var node = _ledger.IndexOf(name);
            if (node >= 0 && _ledger.Nodes[node] is { State: NodeState.Draining } draining
                && Eligibility.Fits(draining, Demand.Service, Demand.Plan))
            {
                var most = Math.Min(Demand.Plan.MaxPerNode ?? int.MaxValue, _ledger.Room(node, Demand.Plan));
                Change(node, Math.Clamp(Math.Min(most, Demand.Wanted - Placed), 0, count));
            }
        }
    }

    /// <summary>What may stay stays, up to the number wanted; surplus goes where most is.</summary>
    private void Keep(bool anew)
    {
        foreach (var (name, count) in Demand.Current)
        {
            var node = _ledger.IndexOf(name);
            if (node < 0 || count <= 0 || Array.BinarySearch(_fitting, node) < 0)
            {
                continue;
            }

            if (anew)
            {
                _had[node] = count;
                continue;
            }

            var most = Math.Min(Demand.Plan.MaxPerNode ?? int.MaxValue, _ledger.Room(node, Demand.Plan));
            Change(node, Math.Clamp(most, 0, count));
        }

        while (Placed > Demand.Wanted)
        {
            Move(Fullest(), -1);
        }
    }

    private int Fullest()
    {
        var fullest = -1;
        foreach (var node in _fitting)
        {
            if (_counts[node] > 0 && (fullest < 0 || Compare(node, fullest) >= 0))
            {
                fullest = node;
            }
        }

        return fullest;
    }

    private bool IsBefore(int node, int other)
    {
        if (_marked is not null && _marked[node] > 0 != _marked[other] > 0)
        {
            return _marked[node] > 0;
        }

        return Compare(node, other) < 0;
    }

    /// <summary>
    /// Who has less: free jobs (dynamic), in its group, itself, what it is used to, load; then by name.
    /// </summary>
    private int Compare(int node, int other)
    {
        if (_free is not null && _free[node] != _free[other])
        {
            return _free[node].CompareTo(_free[other]);
        }

        if (_groups is not null && _inGroup[_groups[node]] != _inGroup[_groups[other]])
        {
            return _inGroup[_groups[node]].CompareTo(_inGroup[_groups[other]]);
        }

        if (_counts[node] != _counts[other])
        {
            return _counts[node].CompareTo(_counts[other]);
        }

        var (misses, otherMisses) = (_had[node] > _counts[node], _had[other] > _counts[other]);
        if (misses != otherMisses)
        {
            return misses ? -1 : 1;
        }

        var load = _ledger.Load(node).CompareTo(_ledger.Load(other));
        return load != 0 ? load : node.CompareTo(other);
    }

    /// <summary>One more or less than what the pressure was measured with.</summary>
    private void Move(int node, int by)
    {
        Change(node, by);
        if (_free is not null)
        {
            _free[node] += by * Demand.Recommended;
            _marked![node] -= by > 0 ? 1 : 0;
        }
    }

    private void Change(int node, int by)
    {
        _counts[node] += by;
        Placed += by;
        _ledger.Take(node, Demand.Plan, by);
        if (_groups is not null)
        {
            _inGroup[_groups[node]] += by;
        }
    }
}
