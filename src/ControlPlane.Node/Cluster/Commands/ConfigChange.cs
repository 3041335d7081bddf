using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>A new version of the cluster's configuration, as what is written of it. Pure.</summary>
internal static class ConfigChange
{
    /// <summary>So many versions are kept for rollback.</summary>
    private const int Kept = 10;

    public static int NumberOfNext(ClusterView view) =>
        1 + Math.Max(view.Config?.Value.Number ?? 0, view.Versions.IsEmpty ? 0 : view.Versions.Keys.Max());

    /// <summary>
    /// The new version in force, the oldest ones gone, and numbers that were set by hand forgotten. Services of scope
    /// cluster whose containers run something else then are restarted by it, one container after the other in the whole
    /// cluster. Where each node is to have its own file again there is no new version: that is number 0.
    /// </summary>
    public static Intent Of(
        ClusterView view, ClusterKeys keys, ConfigWish wish, (string By, DateTimeOffset At) who,
        IEnumerable<string> replaced)
    {
        var number = wish.Text is null ? 0 : NumberOfNext(view);
        var version = wish.Text is not { } text ? null : ClusterCodec.Encode(new ConfigVersion(
            number, wish.Origin, text, who.By, ConfigHistory.BeforeNext(view, wish), wish.Of, who.At));
        if (version is not null
            && (KeyLimits.ProblemOfText(wish.Text!) ?? KeyLimits.ProblemOfValue(version)) is { } problem)
        {
            return TooLarge(wish.Origin, problem);
        }

        return new Intent.Change(new Txn(
            [
                view.Unchanged(keys.CurrentConfig, view.Config?.Modified ?? 0),
                .. version is null ? Array.Empty<Comparison>() : [view.Unchanged(keys.Version(number), 0)],
                DesiredChange.Unchanged(view, keys),
            ],
            [
                .. version is null ? Array.Empty<Operation>() : [new Operation.Put(keys.Version(number), version)],
                new Operation.Put(keys.CurrentConfig, ClusterCodec.Encode(new CurrentConfig(number))),
                new Operation.Put(keys.Overall, ClusterCodec.Encode(Overall(view, replaced))),
                .. version is null ? [] : Old(view).Select(n => new Operation.Delete(KeyRange.One(keys.Version(n)))),
            ],
            []));
    }

    private static IEnumerable<int> Old(ClusterView view) => view.Versions.Keys.OrderDescending().Skip(Kept - 1);

    private static OverallWish Overall(ClusterView view, IEnumerable<string> replaced)
    {
        var wish = view.Overall?.Value ?? new OverallWish();
        var anew = replaced.ToHashSet(StringComparer.Ordinal);
        var generation = view.NextGeneration();
        return wish with
        {
            Replaced = ValueList.From((wish.Replaced ?? []).Where(old => !anew.Contains(old.Service))
                .Concat(anew.Select(name => new ServiceRestart(name, generation)))
                .OrderBy(restart => restart.Service, StringComparer.Ordinal)),
            Unscaled = 0,
            Unscales = true,
        };
    }

    /// <summary>What nobody could read again is not written.</summary>
    private static Intent.None TooLarge(string origin, string problem) => new(new AdminProtocol.Refused(
        Refusal.BadConfiguration,
        $"{origin} is too large for the cluster: it {problem}, as JSON where that is counted.",
        "Nothing was changed. Leave out what is not needed there (comments, long texts in environment), or give services of "
        + "scope node in the nodes' own files."));
}
