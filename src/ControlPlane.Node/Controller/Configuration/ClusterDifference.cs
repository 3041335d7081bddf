using ControlPlane.Node.Cluster;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Which keys differ between two <c>cluster</c> sections.</summary>
internal static class ClusterDifference
{
    public static IEnumerable<KeyChange> Between(ClusterPlan old, ClusterPlan next)
    {
        var (a, b) = (old.Node, next.Node);
        KeyChange?[] keys =
        [
            KeyChange.Of("name", old.Name, next.Name),
            KeyChange.Of("node.name", a.Name, b.Name),
            KeyChange.Of("node.labels", Of(a.Labels), Of(b.Labels)),
            KeyChange.Of("node.listen", Of(a.Listen), Of(b.Listen)),
            KeyChange.Of("node.advertise", PlanText.OrNone(a.Advertise), PlanText.OrNone(b.Advertise)),
            KeyChange.Of("node.capacity.containers", PlanText.Of(a.Containers), PlanText.Of(b.Containers)),
            KeyChange.Of("node.capacity.memory", Of(a.Memory), Of(b.Memory)),
            .. OfEtcd(old.Etcd, next.Etcd),
            KeyChange.Of("lease", PlanText.Of(old.Lease), PlanText.Of(next.Lease)),
            KeyChange.Of("grace", PlanText.Of(old.Grace), PlanText.Of(next.Grace)),
            KeyChange.Of("on_lost", PlanText.NameOf(old.OnLost), PlanText.NameOf(next.OnLost)),
            KeyChange.Of("tls.cert", PlanText.OrNone(old.Tls?.Certificate), PlanText.OrNone(next.Tls?.Certificate)),
            KeyChange.Of("tls.key", PlanText.OrNone(old.Tls?.Key), PlanText.OrNone(next.Tls?.Key)),
            KeyChange.Of("tls.ca", PlanText.OrNone(old.Tls?.Ca), PlanText.OrNone(next.Tls?.Ca)),
        ];
        return keys.OfType<KeyChange>();
    }

    private static IEnumerable<KeyChange?> OfEtcd(EtcdPlan old, EtcdPlan next) =>
    [
        KeyChange.Of("etcd.endpoints", string.Join(' ', old.Endpoints), string.Join(' ', next.Endpoints)),
        KeyChange.Of("etcd.user", PlanText.OrNone(old.User), PlanText.OrNone(next.User)),
        KeyChange.Of("etcd.password_file", PlanText.OrNone(old.PasswordFile), PlanText.OrNone(next.PasswordFile)),
        KeyChange.Of("etcd.ca", PlanText.OrNone(old.Ca), PlanText.OrNone(next.Ca)),
        KeyChange.Of("etcd.cert", PlanText.OrNone(old.Certificate), PlanText.OrNone(next.Certificate)),
        KeyChange.Of("etcd.key", PlanText.OrNone(old.Key), PlanText.OrNone(next.Key)),
        KeyChange.Of("etcd.timeout", PlanText.Of(old.Timeout), PlanText.Of(next.Timeout)),
        KeyChange.Of("etcd.compact", PlanText.Of(old.Compact), PlanText.Of(next.Compact)),
    ];

    private static string Of(long? memory) =>
        memory?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "auto";

    private static string Of(ValueList<NodeLabel> labels) =>
        labels.Count == 0 ? "none" : string.Join(' ', labels.Select(label => $"{label.Name}={label.Value}"));

    private static string Of(PeerListen listen) =>
        listen.Host.Contains(':')
        ? $"[{listen.Host}]:{PlanText.Of(listen.Port)}"
        : $"{listen.Host}:{PlanText.Of(listen.Port)}";
}
