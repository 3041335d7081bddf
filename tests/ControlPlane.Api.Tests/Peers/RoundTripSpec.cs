using System.Collections;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Tests.Peers;

/// <summary>What a node asks arrives at its peer, and what that answers comes back.</summary>
public sealed class RoundTripSpec
{
    private static readonly AdminProtocol.Patience Default = new();
    private static readonly AdminProtocol.Patience Short = new(Timeout: TimeSpan.FromSeconds(1.5));
    private static readonly AdminProtocol.Patience AtOnce = new(Wait: false);
    private static readonly string LongText = new('"', ConfigurationLimits.MaxBytes);

    public static TheoryData<AdminProtocol.Request> Requests =>
    [
        new AdminProtocol.ListServices(),
        new AdminProtocol.ListContainers(),
        new AdminProtocol.ListContainers("a&b ü/+%"),
        new AdminProtocol.Enable("..", Default),
        new AdminProtocol.Disable("web", Short),
        new AdminProtocol.Restart("web", Rolling: true, AtOnce),
        new AdminProtocol.RestartAll(Rolling: false, Default),
        new AdminProtocol.Scale("web", 0, Short),
        new AdminProtocol.Reload(null, Default),
        new AdminProtocol.Reload("/etc/shop.conf", AtOnce),
        new AdminProtocol.Shutdown(),
        new AdminProtocol.Shutdown { Within = TimeSpan.FromSeconds(9) },
        new AdminProtocol.ReopenLogfiles(),
        new AdminProtocol.SendMessage("web*", "flush", ["a", "ü\n"]),
        new ClusterProtocol.ListNodes(),
        new ClusterProtocol.DrainNode("n/2", Default),
        new ClusterProtocol.UndrainNode("n2", AtOnce),
        new ClusterProtocol.ForgetNode("n2", Default),
        new ClusterProtocol.Rebalance("web", Short),
        new ClusterProtocol.ExplainPlacement("web"),
        new ClusterProtocol.Apply("""{"controlplane":{"service":{"ä":1}}}""", "shop.conf", Default),
        new ClusterProtocol.Apply(LongText, "big.conf", Default),
        new ClusterProtocol.Rollback(null, Default),
        new ClusterProtocol.Rollback(3, Short),
        new ClusterProtocol.ListVersions(),
        new ClusterProtocol.Plan("", "empty.conf"),
        new ClusterProtocol.Await(null, 0, Default),
        new ClusterProtocol.Await("web", long.MaxValue, Short),
        new ClusterProtocol.Await(null, 7, Short) { Services = ["web", "a.b"] },
        new ClusterProtocol.Await(null, 7, Short) { Services = [] },
    ];

    [Fact]
    public void Every_request_but_the_one_for_another_node_is_tried()
    {
        var all = typeof(AdminProtocol).GetNestedTypes().Concat(typeof(ClusterProtocol).GetNestedTypes())
            .Where(
                type => type.IsSubclassOf(typeof(AdminProtocol.Request))
                && !type.IsAbstract && type != typeof(ClusterProtocol.OnNode));
        var tried = ((IEnumerable<object[]>)Requests).Select(row => row[0].GetType()).Distinct();

        Assert.Equal(all.Select(type => type.Name).Order(), tried.Select(type => type.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Each_request_arrives_for_the_peer_itself_and_its_answer_comes_back(AdminProtocol.Request request)
    {
        await using var peer = await RunningPeer.StartAsync();
        var answer = AnswerTo(request);
        peer.Plane.Answer = _ => answer;

        var reply = await peer.AskAsync(request, caller: new Caller("control.sock", 0, 17));

        AssertSame(answer, reply);
        var (asked, caller) = Assert.Single(peer.Plane.Asked);
        var there = Assert.IsType<ClusterProtocol.OnNode>(asked);
        Assert.Equal("n1", there.Node);
        AssertSame(request, there.Inner);
        Assert.Equal(new Caller("peer for uid 0 pid 17 via control.sock"), caller);
    }

    [Theory]
    [InlineData(Refusal.BadRequest)]
    [InlineData(Refusal.Unknown)]
    [InlineData(Refusal.Forbidden)]
    [InlineData(Refusal.Conflict)]
    [InlineData(Refusal.BadConfiguration)]
    [InlineData(Refusal.NotInTime)]
    [InlineData(Refusal.Unavailable)]
    [InlineData(Refusal.Failed)]
    public async Task Each_refusal_comes_back_in_the_words_of_the_peer(Refusal why)
    {
        await using var peer = await RunningPeer.StartAsync();
        var refused = new AdminProtocol.Refused(why, "no service [wäb]", "known: web");
        peer.Plane.Answer = _ => refused;

        Assert.Equal(refused, await peer.AskAsync(new AdminProtocol.Enable("wäb", Default)));
        Assert.Equal(refused, await peer.AskAsync(new AdminProtocol.ListServices()));
    }

    [Fact]
    public async Task What_somebody_says_of_himself_cannot_forge_a_line_of_the_log()
    {
        await using var peer = await RunningPeer.StartAsync();

        await peer.AskAsync(new AdminProtocol.Shutdown(), caller: new Caller("x\r\n" + new string('ü', 500)));

        var via = Assert.Single(peer.Plane.Asked).Caller.Via;
        Assert.StartsWith("peer for x??üü", via, StringComparison.Ordinal);
        Assert.InRange(via.Length, 200, 220);
    }

    private static AdminProtocol.Reply AnswerTo(AdminProtocol.Request request) => request switch
    {
        AdminProtocol.ListServices => new AdminProtocol.Services(
        [
            new("web", ServiceState.Restarting, 3, 2, 1, [new("http", ["127.0.0.1:80", "unix:/x"])], 12, 0),
            new("jobs", ServiceState.Down, 0, 0, 0, []),
        ]),
        AdminProtocol.ListContainers => new AdminProtocol.Containers(
        [
            new("web", "web-1", "n1", ContainerState.Ready, "it's fine", 17, 0, 3, DateTimeOffset.UnixEpoch, "cgroup")
            {
                Addresses = ["127.0.0.1:20001"],
            },
            new("web", "web-2", "n1", ContainerState.Waiting, "backoff", null, null, 0, null),
        ]),
        ClusterProtocol.ListNodes => new ClusterProtocol.Nodes(
        [
            new("n1", NodeState.Draining, true, "[::1]:1", new Dictionary<string, string> { ["Zone"] = "a" }, "0.1.0")
            {
                Detail = "differs",
                Containers = 4,
            },
            new("n2", NodeState.Gone, false, "", new Dictionary<string, string>(), "0.2.0"),
        ])
        {
            Notices = ["what is shown may be old: ü%\n", "n2 is unreachable"],
        },
        ClusterProtocol.ExplainPlacement => new ClusterProtocol.Placement(
            new("web", "cluster", 3, 1, [new("n1", 2, 2, "spread"), new("n2", 0, null, "drained")])),
        ClusterProtocol.ListVersions => new ClusterProtocol.Versions(
            [new(2, true, "ä.conf", "uid 0", DateTimeOffset.UnixEpoch, 1), new(0, false, "files", "", null, null)]),
        ClusterProtocol.Plan => new ClusterProtocol.Planned(["web: new", "ä"]),
        _ => new AdminProtocol.Done("it's done", ["web: 2 -> 3", "jobs: removed"]),
    };

    // Records compare their lists by identity.
    private static void AssertSame(object expected, object actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(Text(expected), Text(actual));
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IEnumerable all => $"[{string.Join(", ", all.Cast<object?>().Select(Text))}]",
        _ when value.GetType() is { IsPrimitive: false, IsEnum: false } type
            && type.Namespace!.StartsWith("ControlPlane", StringComparison.Ordinal) =>
            $"{{{string.Join(", ", type.GetProperties().Select(p => $"{p.Name} = {Text(p.GetValue(value))}"))}}}",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
