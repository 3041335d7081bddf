using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Tests.Cluster.Keys;

/// <summary>One value of each kind with all of its members, and one with as few as it may have.</summary>
internal static class Samples
{
    public static readonly Guid Uuid = Guid.Parse("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    private static readonly NodeRegistration Node = new(
        Uuid, 7, "10.0.0.1:8443", true, [new NodeLabel("disk", "ssd"), new NodeLabel("zone", "a")],
        1000, 68_719_476_736, "0.1.0", NodeState.Up);

    public static IReadOnlyList<Sample> All { get; } =
    [
        Of("node", Node),
        Of("node, least", Node with { Address = "", Tls = false, Labels = [], State = NodeState.Joining }),
        Of("report", new NodeReport(
            [
                new ServiceReport("shop", "5e884898", 4, 5, 3, 1, 1, 1, 12, 2, 16, 1, 3, 4711, 99),
                new ServiceReport("web.api", "da280473"),
            ],
            6,
            12,
            "service.shop.user: is [www], which this machine does not have",
            13)),
        Of("report, least", new NodeReport([], 0)),
        Of("file", new NodeFile(
        [
            new ServiceRules(
                "load", 90_000, true, true, null, new DynamicRules(8, 4, 2, 16, 20, 15_000),
                [new NodeLabel("disk", "ssd"), new NodeLabel("zone", "a")], "zone", 4, 2, 1_048_576),
            new ServiceRules("web", 40_000, Threads: 3),
        ])),
        Of("file, least", new NodeFile([])),
        Of("desired", new DesiredService(false, 3, true, 0)),
        Of("desired, least", new DesiredService()),
        Of("overall", new OverallWish(
            5, true, [new ServiceRestart("shop", 7), new ServiceRestart("web", 6)], 4711, true)),
        Of("overall, least", new OverallWish()),
        Of("assignment", new Assignment(17, 4711, [new NodeShare("n1", 2, 4, 3, 5, 99), new NodeShare("n2", 0, 0)])),
        Of("assignment, by files", new Assignment(
            17, 4711, [new NodeShare("n1", 2, 2)], 1, 1, new ServiceRules("web", 40_000, true, Threads: 3))),
        Of("assignment, least", new Assignment(1, 0, [])),
        Of("version", new ConfigVersion(
            12, "web.conf", "controlplane.service.web {\n  \"größe\" = 1 }\n", "uid 0, pid 17", 11, 9,
            DateTimeOffset.UnixEpoch)),
        Of("version, least", new ConfigVersion(1, "", "", "")),
        Of("current", new CurrentConfig(12)),
        Of("current, none", new CurrentConfig(0)),
        Of("leader", new LeaderRecord("n1", Uuid)),
        Of("drain", new NodeDrain("uid 1000, pid 17")),
        Of("token", new PeerToken("0123456789abcdef0123456789abcdef")),
    ];

    private static Sample Of<T>(string name, T value)
        where T : class, IClusterValue => new(name, value, ClusterCodec.Encode(value), text =>
    {
        var read = ClusterCodec.Decode<T>(text);
        return new Outcome(read.Value, read.Problem);
    });

    /// <param name="Name">Its line in the approved list begins so.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Text">What it is encoded to.</param>
    /// <param name="Read">Decodes a text as a value of the same type.</param>
    internal sealed record Sample(string Name, IClusterValue Value, string Text, Func<string, Outcome> Read);

    internal sealed record Outcome(IClusterValue? Value, string Problem);
}
