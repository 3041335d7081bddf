namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>One node while its service's next assignment is worked out.</summary>
internal sealed class RolloutPart
{
    private readonly NodeAssignment? _inForce;
    private readonly bool _hasReport;
    private readonly NodeReport _report;

    /// <param name="node">What is known of it.</param>
    /// <param name="target">What it is to have in the end.</param>
    /// <param name="room">So many containers more have room on it beside all that is there.</param>
    public RolloutPart(RolloutNode node, int target, int room)
    {
        _inForce = node.InForce;
        _hasReport = node.Report is not null;
        _report = node.Report ?? default;
        (Name, Target, Room) = (node.Name, target, room);
        (Count, Generation, Rolling) = node.InForce is { } force
            ? (force.Count, force.Generation, force.Rolling)
            : default;
    }

    public string Name { get; }

    public int Target { get; }

    public int Room { get; private set; }

    public int Count { get; private set; }

    public int Generation { get; private set; }

    public bool Rolling { get; private set; }

    /// <summary>Those that serve and are not told to go.</summary>
    public int Serving => Math.Min(_report.Ready, Count);

    /// <summary>Nothing is known of what it has.</summary>
    public bool IsSilent => _inForce is not null && !_hasReport;

    /// <summary>
    /// Some of them do not serve, by a word of the node that is no older than what it was told: it can have fewer
    /// without any loss. Before that word they may serve already.
    /// </summary>
    public bool HasIdle => !IsSilent && (_inForce is null || _report.Acknowledged) && Count > Serving;

    public bool IsReached => _report.Reached >= Generation;

    /// <summary>Replaces one after the other at the moment.</summary>
    public bool Turns => Most(Count, Rolling, Generation) > Count;

    public int Occupied => Math.Max(Math.Max(Most(Count, Rolling, Generation), Told), _report.Containers);

    /// <summary>
    /// It does what was written, and has no container beyond that, but for marked ones: they may have jobs for hours.
    /// </summary>
    public bool IsSettled => Occupied <= Count + _report.Marked && (_inForce is null || _report.Acknowledged) && !IsChanged;

    public bool IsChanged => Count != (_inForce?.Count ?? 0)
        || (_inForce is { } force && (Generation, Rolling) != (force.Generation, force.Rolling));

    /// <summary>Something is there, or may be by what is in force: it stays in the assignment.</summary>
    public bool Stays => Count > 0
        || (_inForce is { } force && !(_report.Acknowledged && force.Count == 0 && _report.Containers == 0));

    public NodeAssignment Assignment => new(Name, Count, Occupied, Generation, Rolling);

    /// <summary>
    /// It was told to have fewer, and has not said so yet. More is written only after that: else its word from before
    /// would count for containers that it has ended meanwhile.
    /// </summary>
    private bool IsFalling => _inForce is { } force && force.Most > force.Count && !_report.Acknowledged;

    /// <summary>By what was written before.</summary>
    private int Told => _inForce is not { } force ? 0
        : _report.Acknowledged ? Most(force.Count, force.Rolling, force.Generation)
        : force.Most;

    public void Lower(int by) => Count -= by;

    /// <summary>
    /// Up to this count, as many as have room there, and as may be added to all; below zero: what is there is too much
    /// already, and what leaves is not wanted back.
    /// </summary>
    /// <returns>So many are added to all.</returns>
    public int Raise(int count, int addable)
    {
        if (IsFalling)
        {
            return 0;
        }

        var before = Occupied;
        var surge = Turns ? RolloutWish.Surge : 0;
        Count = Math.Max(Count, Math.Min(count, before - surge + Math.Min(Room, addable)));
        Room -= Occupied - before;
        return Occupied - before;
    }

    /// <summary>All that it has is replaced: at once, or one after the other.</summary>
    public void Turn(int generation, bool rolling)
    {
        var before = Occupied;
        (Generation, Rolling) = (generation, rolling);
        Room -= Math.Max(0, Occupied - before);
    }

    private int Most(int count, bool rolling, int generation) =>
        count + (rolling && count > 0 && _report.Reached < generation ? RolloutWish.Surge : 0);
}
