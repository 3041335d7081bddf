using System.Globalization;
using ControlPlane.Etcd;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// The names of all keys of a cluster, <c>/cplane/CLUSTER/…</c>. Names of nodes and services have no slash, so each key is
/// taken apart in one way.
/// </summary>
/// <param name="cluster">A checked name.</param>
internal sealed class ClusterKeys(string cluster)
{
    private const string Versions = "config/versions/", CurrentName = "config/current", LeaderName = "leader", TokenName = "token",
        OverallName = "overall";

    private static readonly Dictionary<string, ClusterKeyKind> Folders = new(StringComparer.Ordinal)
    {
        ["nodes/"] = ClusterKeyKind.Node,
        ["status/"] = ClusterKeyKind.Status,
        ["files/"] = ClusterKeyKind.File,
        ["members/"] = ClusterKeyKind.Member,
        ["drains/"] = ClusterKeyKind.Drain,
        ["services/"] = ClusterKeyKind.Service,
        ["assignments/"] = ClusterKeyKind.Assignment,
    };

    /// <summary>What all of them begin with.</summary>
    public string Prefix { get; } = $"/cplane/{cluster}/";

    public KeyRange All => KeyRange.Prefix(Prefix);

    public string CurrentConfig => Prefix + CurrentName;

    public string Leader => Prefix + LeaderName;

    public string Overall => Prefix + OverallName;

    public string Token => Prefix + TokenName;

    public string Node(string node) => $"{Prefix}nodes/{node}";

    public string Status(string node) => $"{Prefix}status/{node}";

    public string File(string node) => $"{Prefix}files/{node}";

    public string Member(string node) => $"{Prefix}members/{node}";

    public string Drain(string node) => $"{Prefix}drains/{node}";

    public string Service(string service) => $"{Prefix}services/{service}";

    public string Assignment(string service) => $"{Prefix}assignments/{service}";

    public string Version(int number) => Prefix + Versions + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null: not one of ours, whoever put it there.</summary>
    public ClusterKey? Parse(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = key[Prefix.Length..];
        return rest switch
        {
            LeaderName => new ClusterKey(ClusterKeyKind.Leader),
            OverallName => new ClusterKey(ClusterKeyKind.Overall),
            TokenName => new ClusterKey(ClusterKeyKind.Token),
            CurrentName => new ClusterKey(ClusterKeyKind.CurrentConfig),
            _ when rest.StartsWith(Versions, StringComparison.Ordinal) => OfVersion(rest[Versions.Length..]),
            _ => OfName(rest),
        };
    }

    private static ClusterKey? OfVersion(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && text[0] != '0'
            ? new ClusterKey(ClusterKeyKind.Version, "", number)
            : null;

    private static ClusterKey? OfName(string rest)
    {
        var slash = rest.IndexOf('/');
        if (slash < 0 || !Folders.TryGetValue(rest[..(slash + 1)], out var kind))
        {
            return null;
        }

        var name = rest[(slash + 1)..];
        var problem = kind is ClusterKeyKind.Service or ClusterKeyKind.Assignment
            ? SectionName.ProblemOfService(name)
            : SectionName.Problem(name);
        return problem is null ? new ClusterKey(kind, name) : null;
    }
}
