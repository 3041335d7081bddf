using System.Collections.Immutable;
using System.Globalization;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>
/// Keeps a <see cref="ClusterView"/> up to date with what etcd tells. What is damaged, or not ours, is reported once.
/// It counts as not there, but for what people have said: of that the last word counts on (<see cref="LastKnown"/>).
/// </summary>
/// <param name="keys">The names.</param>
/// <param name="complain">Hears of each key that cannot be read, and why.</param>
/// <param name="accepts">Whether an assignment counts; null: as <see cref="ClusterView.IsOfItsEpoch"/> says.</param>
internal sealed class ClusterMirror(
    ClusterKeys keys, Action<string, string> complain, Func<ClusterView, Known<Assignment>, bool>? accepts = null)
{
    /// <summary>More foreign keys than this are not remembered one by one.</summary>
    private const int MostComplaints = 1_000;

    /// <summary>Older ones are forgotten.</summary>
    private const int MostEpochs = 100;

    private readonly HashSet<string> _complained = new(StringComparer.Ordinal);
    private readonly LastKnown _last = new(keys);
    private readonly StoreAge _age = new();

    /// <summary>Of the value that was read last; null: none.</summary>
    private string? _problem;

    /// <summary>The value that was read last can be read, and does not count.</summary>
    private bool _refused;

    public ClusterView View { get; private set; } = ClusterView.Empty;

    /// <summary>
    /// Begins with what an earlier process of this node knew. It is at no revision: whatever etcd says is newer, and
    /// what etcd does not say any more counts on as if this process had heard it.
    /// </summary>
    public void Recall(ImmutableArray<KeyValue> items)
    {
        _age.Begin(new RangeReply(0, items));
        var begun = ClusterView.Empty with { IsKnown = true };
        Become(items.Where(item => IsOfPeople(keys.Parse(item.Key))).Aggregate(begun, Put));
    }

    private static bool IsOfPeople(ClusterKey? key) => key is
    {
        Kind: ClusterKeyKind.CurrentConfig or ClusterKeyKind.Version or ClusterKeyKind.Service or ClusterKeyKind.Overall
            or ClusterKeyKind.Drain,
    };

    /// <summary>Begins anew with everything that was read.</summary>
    public void Load(RangeReply reply)
    {
        var restored = _age.IsOlder(reply, View.Revision);
        _age.Begin(reply);
        var view = new ClusterView
        {
            Revision = reply.Revision,
            Restores = restored ? View.Restores + 1 : View.Restores,
            Epochs = restored ? [] : View.Epochs.Except(View.Epochs.Where(epoch => epoch > reply.Revision)),
            IsKnown = true,
        };
        view = reply.Items.Where(item => item.Key == keys.Leader).Aggregate(view, Put); // Its epoch judges the rest.
        Become(reply.Items.Where(item => item.Key != keys.Leader).Aggregate(view, Put));
    }

    /// <summary>Follows what has changed since.</summary>
    public void Apply(WatchNews.Changes changes)
    {
        _age.Follow(changes);
        var view = changes.Events.Aggregate(View, (now, change) =>
            change.Deleted ? Remove(now, change.Key.Key) : Put(now, change.Key));
        Become(view with { Revision = Math.Max(view.Revision, changes.Revision) });
    }

    private void Become(ClusterView view)
    {
        view = _last.Keep(view, View);
        var isNews = !ReferenceEquals(view.Damaged, View.Damaged);
        View = view;
        foreach (var (key, damage) in view.Damaged.Where(_ => isNews))
        {
            Complain(key, $"{damage.Problem}; {ConsequenceOf(damage)}");
        }
    }

    private string ConsequenceOf(Damage damage) => damage switch
    {
        { Kept: true, Key.Kind: ClusterKeyKind.Service } => $"what people wanted of {damage.Key.Name} before counts on",
        { Kept: true, Key.Kind: ClusterKeyKind.Overall } => "what people wanted of all services before counts on",
        { Kept: true } => $"what was in force before stays so ({ConfigText(View)}). {SayItAnew}",
        { Key.Kind: ClusterKeyKind.CurrentConfig } =>
            $"which services the cluster has is not known, and a node that has begun none waits. {SayItAnew}",
        _ => "it is ignored",
    };

    private const string SayItAnew = "Say it anew: cplane apply FILE, or cplane rollback";

    private static string ConfigText(ClusterView view) => view.ConfigNumber > 0
        ? $"version {view.ConfigNumber.ToString(CultureInfo.InvariantCulture)}" : "the nodes' own files";

    private ClusterView Put(ClusterView view, KeyValue key)
    {
        (_problem, _refused) = (null, false);
        var next = With(view, key);
        if (_problem is { } problem)
        {
            var damage = new Damage(keys.Parse(key.Key)!.Value, key.ModRevision, problem);
            return next with { Damaged = view.Damaged.SetItem(key.Key, damage) };
        }

        if (!_refused)
        {
            _complained.Remove(key.Key);
        }

        return Sound(next, key.Key);
    }

    private static ClusterView Sound(ClusterView view, string key) =>
        view.Damaged.ContainsKey(key) ? view with { Damaged = view.Damaged.Remove(key) } : view;

    private ClusterView With(ClusterView view, KeyValue key) => keys.Parse(key.Key) switch
    {
        { Kind: ClusterKeyKind.Node } k => view with { Nodes = Set(view.Nodes, k.Name, key) },
        { Kind: ClusterKeyKind.Status } k => view with { Reports = Set(view.Reports, k.Name, key) },
        { Kind: ClusterKeyKind.File } k => view with { Files = Set(view.Files, k.Name, key) },
        { Kind: ClusterKeyKind.Member } k => view with { Members = Set(view.Members, k.Name, key) },
        { Kind: ClusterKeyKind.Drain } k => view with { Drains = Set(view.Drains, k.Name, key) },
        { Kind: ClusterKeyKind.Service } k => view with { Services = Set(view.Services, k.Name, key) },
        { Kind: ClusterKeyKind.Assignment } k => Assigned(view, k.Name, key),
        { Kind: ClusterKeyKind.Version } k => view with { Versions = Set(view.Versions, k.Number, key) },
        { Kind: ClusterKeyKind.CurrentConfig } => view with { Named = Read<CurrentConfig>(key) },
        { Kind: ClusterKeyKind.Leader } => Led(view, Read<LeaderRecord>(key)),
        { Kind: ClusterKeyKind.Overall } => view with { Overall = Read<OverallWish>(key) },
        { Kind: ClusterKeyKind.Token } => view with { Token = Read<PeerToken>(key) },
        _ => Foreign(view, key.Key),
    };

    private ClusterView Remove(ClusterView view, string key) => Without(Sound(view, key), key);

    private ClusterView Without(ClusterView view, string key) => keys.Parse(key) switch
    {
        { Kind: ClusterKeyKind.Node } k => view with { Nodes = view.Nodes.Remove(k.Name) },
        { Kind: ClusterKeyKind.Status } k => view with { Reports = view.Reports.Remove(k.Name) },
        { Kind: ClusterKeyKind.File } k => view with { Files = view.Files.Remove(k.Name) },
        { Kind: ClusterKeyKind.Member } k => view with { Members = view.Members.Remove(k.Name) },
        { Kind: ClusterKeyKind.Drain } k => view with { Drains = view.Drains.Remove(k.Name) },
        { Kind: ClusterKeyKind.Service } k => view with { Services = view.Services.Remove(k.Name) },
        { Kind: ClusterKeyKind.Assignment } k => view with
        {
            Assignments = view.Assignments.Remove(k.Name),
            Spoiled = view.Spoiled.Remove(k.Name),
        },
        { Kind: ClusterKeyKind.Version } k => view with { Versions = view.Versions.Remove(k.Number) },
        { Kind: ClusterKeyKind.CurrentConfig } => view with { Named = null },
        { Kind: ClusterKeyKind.Leader } => view with { Leader = null },
        { Kind: ClusterKeyKind.Overall } => view with { Overall = null },
        { Kind: ClusterKeyKind.Token } => view with { Token = null },
        _ => view,
    };

    private static ClusterView Led(ClusterView view, Known<LeaderRecord>? leader) =>
        view with
        {
            Leader = leader,
            Epochs = leader is null ? view.Epochs : Seen(UpTo(view.Epochs, leader.Created), leader.Created),
        };

    /// <summary>
    /// Whoever leads by etcd's word leads in the last epoch of all: no later one has begun, whatever was seen of it.
    /// (Of a store that was restored, or in an assignment that somebody made up.) Else all would refuse what the leader
    /// writes.
    /// </summary>
    private static ImmutableSortedSet<long> UpTo(ImmutableSortedSet<long> epochs, long last) =>
        epochs.IsEmpty || epochs.Max <= last ? epochs : epochs.Except(epochs.Where(epoch => epoch > last));

    private static ImmutableSortedSet<long> Seen(ImmutableSortedSet<long> epochs, long epoch) =>
        epochs.Count < MostEpochs ? epochs.Add(epoch) : epochs.Remove(epochs.Min).Add(epoch);

    private ClusterView Assigned(ClusterView view, string service, KeyValue key)
    {
        if (Read<Assignment>(key) is not { } assignment)
        {
            var last = view.Assignment(service) ?? View.Assignment(service)?.UpTo(view.Revision);
            return view with
            {
                Spoiled = view.Spoiled.Add(service),
                Assignments = last is null ? view.Assignments : view.Assignments.SetItem(service, last),
            };
        }

        if (!(accepts ?? ((seen, written) => seen.IsOfItsEpoch(written)))(view, assignment))
        {
            _refused = true;
            Complain(
                key.Key,
                $"was written in the epoch {assignment.Value.Epoch}, after a later one had begun; it is refused");
            return view with { Spoiled = view.Spoiled.Add(service) };
        }

        return view with
        {
            Spoiled = view.Spoiled.Remove(service),
            Assignments = view.Assignments.SetItem(service, assignment),
            Epochs = assignment.Value.Epoch <= (view.Leader?.Created ?? assignment.Modified)
                ? Seen(view.Epochs, assignment.Value.Epoch) : view.Epochs,
        };
    }

    private ImmutableSortedDictionary<TName, Known<T>> Set<TName, T>(
        ImmutableSortedDictionary<TName, Known<T>> items, TName name, KeyValue key)
        where TName : notnull
        where T : class, IClusterValue =>
        Read<T>(key) is { } known ? items.SetItem(name, known) : items.Remove(name);

    private Known<T>? Read<T>(KeyValue key)
        where T : class, IClusterValue
    {
        var decoded = ClusterCodec.Decode<T>(key.Value);
        if (decoded.Is(out var value))
        {
            return new Known<T>(value, key.CreateRevision, key.ModRevision, key.Lease);
        }

        _problem = decoded.Problem;
        return null;
    }

    private ClusterView Foreign(ClusterView view, string key)
    {
        _refused = true;
        Complain(key, "is not a key of a cluster; somebody else has put it there; it is ignored");
        return view;
    }

    private void Complain(string key, string problem)
    {
        if (_complained.Count < MostComplaints && _complained.Add(key))
        {
            complain(key, problem);
        }
    }
}
