using System.Collections.Immutable;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>Everything that stands under the keys of the cluster, at one revision; by name, in ordinal order.</summary>
internal sealed record ClusterView
{
    public static readonly ClusterView Empty = new();

    /// <summary>Everything up to this one is in it.</summary>
    public long Revision { get; init; }

    /// <summary>
    /// How often etcd has gone back to an older state since this process began: it was restored from a snapshot, say.
    /// Then its revisions begin again where that state was, and what was compared with them before means nothing any
    /// more.
    /// </summary>
    public int Restores { get; init; }

    /// <summary>
    /// All epochs that were seen; an assignment that is older than one that had begun when it was written is refused.
    /// </summary>
    public ImmutableSortedSet<long> Epochs { get; init; } = [];

    public ImmutableSortedDictionary<string, Known<NodeRegistration>> Nodes { get; init; } = None<NodeRegistration>();

    public ImmutableSortedDictionary<string, Known<NodeReport>> Reports { get; init; } = None<NodeReport>();

    public ImmutableSortedDictionary<string, Known<NodeFile>> Files { get; init; } = None<NodeFile>();

    public ImmutableSortedDictionary<string, Known<NodeRegistration>> Members { get; init; } = None<NodeRegistration>();

    public ImmutableSortedDictionary<string, Known<NodeDrain>> Drains { get; init; } = None<NodeDrain>();

    public ImmutableSortedDictionary<string, Known<DesiredService>> Services { get; init; } = None<DesiredService>();

    /// <summary>What people want of all services at once; null: nothing.</summary>
    public Known<OverallWish>? Overall { get; init; }

    public ImmutableSortedDictionary<string, Known<Assignment>> Assignments { get; init; } = None<Assignment>();

    /// <summary>
    /// Services whose assignment was overwritten with something that cannot be read, or is refused; what was known
    /// before counts, and the leader writes it again.
    /// </summary>
    public ImmutableSortedSet<string> Spoiled { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<int, Known<ConfigVersion>> Versions { get; init; } =
        ImmutableSortedDictionary<int, Known<ConfigVersion>>.Empty;

    /// <summary>What the key says, whether it can be or not; null: nothing.</summary>
    public Known<CurrentConfig>? Named { get; init; }

    /// <summary>
    /// What counts of it, and then its version is here; null: nobody has applied anything, so each node has the
    /// services of its own file.
    /// </summary>
    public Known<CurrentConfig>? Config { get; init; }

    /// <summary>The version that all nodes shall have; 0: the services of their own files.</summary>
    public int ConfigNumber => Config?.Value.Number ?? 0;

    /// <summary>Something was applied, but the key cannot be read, and what it said before is not known here.</summary>
    public bool IsConfigUnknown { get; init; }

    /// <summary>Everything was read once: what is not here is not there.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Null: nobody leads.</summary>
    public Known<LeaderRecord>? Leader { get; init; }

    public Known<PeerToken>? Token { get; init; }

    /// <summary>
    /// Keys that cannot be read, and those that are gone though what they said counts; by their full names.
    /// </summary>
    public ImmutableSortedDictionary<string, Damage> Damaged { get; init; } =
        ImmutableSortedDictionary.Create<string, Damage>(StringComparer.Ordinal);

    /// <summary>
    /// Holds as long as nobody has changed this key since: what is written then is based on all that there is. A value
    /// that cannot be read may be written over.
    /// </summary>
    /// <param name="key">Its full name.</param>
    /// <param name="modified">By what was read; 0: nothing.</param>
    public Comparison Unchanged(string key, long modified) =>
        new Comparison.ChangedAt(key, Damaged.TryGetValue(key, out var damage) ? damage.Modified : modified);

    /// <summary>
    /// What people want of a service, by its own key and by what they want of all; nothing was said: the defaults, at
    /// revision 0.
    /// </summary>
    public (DesiredService Value, long Modified) Desired(string service)
    {
        var own = Services.GetValueOrDefault(service);
        var value = own?.Value ?? new DesiredService();
        if (value.Scale is not null && own!.Modified <= Unscaled)
        {
            value = value with { Scale = null };
        }

        if (Overall is { } overall && overall.Value.RestartOf(service) is var restart
            && restart.Generation > value.Generation)
        {
            value = value with { Generation = restart.Generation, Rolling = restart.Rolling };
        }

        return (value, Math.Max(own?.Modified ?? 0, Overall?.Modified ?? 0));
    }

    /// <summary>Numbers that were set by hand up to this revision do not count.</summary>
    public long Unscaled => Overall switch
    {
        null => 0,
        { Value.Unscales: true } known => known.Modified,
        var known => known.Value.Unscaled,
    };

    /// <summary>
    /// The generation of the next restart of a service. Its keys may have been lost, or damaged and written over: it is
    /// beyond what the leader has told, and what nodes have reached, or nothing would be restarted.
    /// </summary>
    public long NextGeneration(string service) => 1 + Math.Max(
        Desired(service).Value.Generation,
        Math.Max(
            Assignment(service)?.Value.Nodes.Select(share => share.Generation).DefaultIfEmpty().Max() ?? 0,
            Reports.Values.SelectMany(r => r.Value.Services).Where(report => report.Service == service)
                .Select(report => report.Generation).DefaultIfEmpty().Max()));

    /// <summary>The same of a restart of all, or of many.</summary>
    public long NextGeneration() => 1 + Generations().DefaultIfEmpty().Max();

    /// <summary>
    /// Epochs are revisions: what was written after a later epoch had begun comes from a leader that does not know yet
    /// that it is none any more.
    /// </summary>
    public bool IsOfItsEpoch(Known<Assignment> assignment) =>
        !Epochs.Any(epoch => assignment.Value.Epoch < epoch && epoch <= assignment.Modified);

    public Known<Assignment>? Assignment(string service) => Assignments.GetValueOrDefault(service);

    /// <summary>The configuration in force in the cluster; null: there is none.</summary>
    public ConfigVersion? Configuration =>
        Config is { } current ? Versions.GetValueOrDefault(current.Value.Number)?.Value : null;

    private IEnumerable<long> Generations() =>
    [
        Overall?.Value.Generation ?? 0,
        .. (Overall?.Value.Replaced ?? []).Select(restart => restart.Generation),
        .. Services.Values.Select(service => service.Value.Generation),
        .. Assignments.Values.SelectMany(a => a.Value.Nodes).Select(share => share.Generation),
        .. Reports.Values.SelectMany(r => r.Value.Services).Select(report => report.Generation),
    ];

    private static ImmutableSortedDictionary<string, Known<T>> None<T>()
        where T : class, IClusterValue => ImmutableSortedDictionary.Create<string, Known<T>>(StringComparer.Ordinal);
}
