using ControlPlane.Hocon;
using ControlPlane.Node.Cluster;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the <c>cluster</c> section.</summary>
internal static class ClusterReader
{
    public const string Key = "cluster";

    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(2), LongestLease = TimeSpan.FromMinutes(1),
        LongestGrace = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, OnLost> Losses = new()
    {
        ["keep"] = OnLost.Keep,
        ["stop"] = OnLost.Stop,
    };

    /// <summary>Null: there is none, so the node is on its own.</summary>
    public static ClusterPlan? Read(Config plane, ReadingScope scope, string hostName)
    {
        if (plane.FindSection(Key)?.WithFallback(
            scope.Defaults.At("cluster.conf", ReferenceFiles.Root, Key)) is not { } section)
        {
            return null;
        }

        var tls = Tls(section, scope);
        var plan = new ClusterPlan(
            NameOf(section),
            ClusterNodeReader.Read(section.Section("node"), section.Has("tls"), scope, hostName),
            EtcdReader.Read(section.Section("etcd"), scope),
            Lease(section),
            section.GetDuration("grace", TimeSpan.Zero, LongestGrace),
            section.GetChoice("on_lost", Losses),
            tls);
        section.RejectUnknownKeys();
        if (!section.Errors.Any && plan.Etcd.Timeout > plan.Lease)
        {
            section.Section("etcd").Fail("timeout", $"is [{PlanText.Of(plan.Etcd.Timeout)}], longer than cluster.lease "
                + $"({PlanText.Of(plan.Lease)}): one endpoint that is silent would cost the lease. Expected at most "
                + "the lease");
        }

        return plan;
    }

    private static string NameOf(Config section)
    {
        if (TextKey.Get(section, "name") is not { } name)
        {
            return "";
        }

        if (SectionName.Problem(name) is { } problem)
        {
            section.Fail("name", problem);
        }

        return name;
    }

    private static TimeSpan Lease(Config section)
    {
        var lease = section.GetDuration("lease", ShortestLease, LongestLease);
        if (lease.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            section.Fail(
                "lease", $"is [{PlanText.Of(lease)}]; expected whole seconds, because etcd counts a lease in seconds");
        }

        return lease;
    }

    private static PeerTlsPlan? Tls(Config section, ReadingScope scope)
    {
        if (section.FindSection("tls") is not { } tls)
        {
            return null;
        }

        var plan = new PeerTlsPlan(
            ReadableFile.Get(tls, "cert", scope), ReadableFile.Get(tls, "key", scope),
            ReadableFile.Get(tls, "ca", scope));
        tls.RejectUnknownKeys();
        return plan;
    }
}
