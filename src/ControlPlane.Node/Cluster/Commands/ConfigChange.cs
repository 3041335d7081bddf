using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>A new version of the cluster's configuration, as what is written of it. Pure.</summary>
internal static class ConfigChange
{
    /// <summary>So many versions are kept for rollback.</summary>
    private const int Kept = 10;

    public static int NumberOfNext(ClusterView view) =>
        1 + Math.Max(view.Config?.Value.Number ?? 0, view.Versions.IsEmpty ? 0 : view.Versions.Keys.Max());

    /// <summary>
    /// The new version in force, the oldest ones gone, and numbers that were set by hand forgotten. Services of scope cluster
    /// whose containers run something else then are restarted by it, one container after the other in the whole cluster.
    /// Where each node is to have its own file again there is no new version: that is number 0.
    /// </summary>
    public static Intent Of(ClusterView view, ClusterKeys keys, ConfigWish wish, (string By, DateTimeOffset At) who, IEnumerable<string> replaced)
    {
        var number = wish.Text is null ? 0 : NumberOfNext(view);
        var anew = replaced.ToHashSet(StringComparer.Ordinal);
        var changed = view.Services.Where(s => s.Value.Value.Scale is not null).Select(s => s.Key)
            .Union(anew, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Old: view.Desired(name))).ToList();
        return new Intent.Change(new Txn(
            [
                view.Unchanged(keys.CurrentConfig, view.Config?.Modified ?? 0),
                .. wish.Text is null ? Array.Empty<Comparison>() : [view.Unchanged(keys.Version(number), 0)],
                .. changed.Select(s => view.Unchanged(keys.Service(s.Name), s.Old.Modified)),
            ],
            [
                .. wish.Text is { } text ? Version(view, keys, number, wish, text, who) : [],
                new Operation.Put(keys.CurrentConfig, ClusterCodec.Encode(new CurrentConfig(number))),
                .. changed.Select(s => new Operation.Put(
                    keys.Service(s.Name), ClusterCodec.Encode(Next(s.Old.Value, anew.Contains(s.Name))))),
            ],
            []));
    }

    private static IEnumerable<Operation> Version(
        ClusterView view, ClusterKeys keys, int number, ConfigWish wish, string text, (string By, DateTimeOffset At) who) =>
    [
        new Operation.Put(keys.Version(number), ClusterCodec.Encode(
            new ConfigVersion(number, wish.Origin, text, who.By, ConfigHistory.BeforeNext(view, wish), wish.Of, who.At))),
        .. view.Versions.Keys.OrderDescending().Skip(Kept - 1)
            .Select(old => new Operation.Delete(KeyRange.One(keys.Version(old)))),
    ];

    private static DesiredService Next(DesiredService old, bool anew) => anew
        ? old with { Scale = null, Generation = old.Generation + 1, Rolling = true }
        : old with { Scale = null };
}
