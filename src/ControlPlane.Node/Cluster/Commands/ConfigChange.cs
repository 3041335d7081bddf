using ControlPlane.Contracts.Admin;
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
    /// </summary>
    public static Intent Of(
        ClusterView view, ClusterKeys keys, string origin, string text, string by, IEnumerable<string> replaced)
    {
        var number = NumberOfNext(view);
        var version = ClusterCodec.Encode(new ConfigVersion(number, origin, text, by));
        if ((KeyLimits.ProblemOfText(text) ?? KeyLimits.ProblemOfValue(version)) is { } problem)
        {
            return TooLarge(origin, problem);
        }

        var old = view.Versions.Keys.OrderDescending().Skip(Kept - 1);
        var anew = replaced.ToHashSet(StringComparer.Ordinal);
        var changed = view.Services.Where(s => s.Value.Value.Scale is not null).Select(s => s.Key)
            .Union(anew, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Old: view.Desired(name))).ToList();
        return new Intent.Change(new Txn(
            [
                view.Unchanged(keys.CurrentConfig, view.Config?.Modified ?? 0),
                view.Unchanged(keys.Version(number), 0),
                .. changed.Select(s => view.Unchanged(keys.Service(s.Name), s.Old.Modified)),
            ],
            [
                new Operation.Put(keys.Version(number), version),
                new Operation.Put(keys.CurrentConfig, ClusterCodec.Encode(new CurrentConfig(number))),
                .. old.Select(n => new Operation.Delete(KeyRange.One(keys.Version(n)))),
                .. changed.Select(s => new Operation.Put(
                    keys.Service(s.Name), ClusterCodec.Encode(Next(s.Old.Value, anew.Contains(s.Name))))),
            ],
            []));
    }

    /// <summary>What nobody could read again is not written.</summary>
    private static Intent.None TooLarge(string origin, string problem) => new(new AdminProtocol.Refused(
        Refusal.BadConfiguration, $"{origin} is too large for the cluster: it {problem}, as JSON where that is counted.",
        "Nothing was changed. Leave out what is not needed there (comments, long texts in environment), or give services of "
        + "scope node in the nodes' own files."));

    private static DesiredService Next(DesiredService old, bool anew) => anew
        ? old with { Scale = null, Generation = old.Generation + 1, Rolling = true }
        : old with { Scale = null };
}
