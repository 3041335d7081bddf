using System.Text.Json.Nodes;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Cluster.Keys;

public sealed class ClusterCodecSpec
{
    /// <summary>
    /// Whoever changes the format changes this list, and thinks of nodes of the version before: a new member is
    /// optional.
    /// </summary>
    [Fact]
    public void The_texts_are_those_of_the_approved_list() => Assert.Equal(
        System.IO.File.ReadAllText(RepositoryRoot.File("tests/ControlPlane.Node.Tests/Cluster/Keys/Samples.txt")),
        string.Concat(Samples.All.Select(sample => $"{sample.Name}: {sample.Text}\n")));

    [Fact]
    public void Every_type_of_value_is_in_the_list() => Assert.Equal(
        typeof(IClusterValue).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IClusterValue)))
            .Select(type => type.Name).Order(),
        Samples.All.Select(sample => sample.Value.GetType().Name).Distinct().Order());

    [Fact]
    public void A_value_comes_back_as_it_was() => Assert.All(
        Samples.All, sample => Assert.Equal(new Samples.Outcome(sample.Value, ""), sample.Read(sample.Text)));

    [Fact]
    public void A_newer_value_with_members_that_nobody_knows_is_read() => Assert.All(Samples.All, sample =>
    {
        var json = JsonNode.Parse(sample.Text)!.AsObject();
        json["v"] = 2;
        json["colour"] = new JsonObject { ["red"] = new JsonArray(1, 2, new JsonObject { ["deep"] = true }) };
        foreach (var entry in json.SelectMany(member => member.Value as JsonArray ?? []).OfType<JsonObject>())
        {
            entry["shape"] = "round";
        }

        Assert.Equal(new Samples.Outcome(sample.Value, ""), sample.Read(json.ToJsonString()));
    });

    [Fact]
    public void A_member_that_is_needed_is_missed_by_name() => Assert.All(Samples.All, sample =>
    {
        foreach (var member in Required(sample.Value.GetType()).Append("v"))
        {
            var json = JsonNode.Parse(sample.Text)!.AsObject();
            Assert.True(json.Remove(member), member);
            var read = sample.Read(json.ToJsonString());
            Assert.Null(read.Value);
            Assert.Contains($"'{member}'", read.Problem);
        }
    });

    [Theory]
    [InlineData("", "current config")]
    [InlineData("null", "null")]
    [InlineData("[]", "current config")]
    [InlineData("{\"v\":1,\"number\":1", "current config")]
    [InlineData("{\"v\":1,\"number\":1}}", "current config")]
    [InlineData("{\"v\":0,\"number\":1}", "v = 0")]
    [InlineData("{\"v\":\"1\",\"number\":1}", "$.v")]
    [InlineData("{\"v\":1,\"number\":-1}", "number is -1; expected 0 to")]
    [InlineData("{\"v\":1,\"number\":1.5}", "$.number")]
    [InlineData("{\"v\":1,\"number\":9999999999}", "$.number")]
    [InlineData("{\"v\":1,\"number\":1,\"number\":2}", "number")]
    public void A_damaged_value_is_refused_with_a_reason(string text, string reason)
    {
        var read = ClusterCodec.Decode<CurrentConfig>(text);
        Assert.False(read.Is(out _));
        Assert.Contains(reason, read.Problem);
        Assert.DoesNotContain('\n', read.Problem);
    }

    [Fact]
    public void Half_a_letter_is_refused_or_replaced_and_nothing_breaks()
    {
        Assert.Null(ClusterCodec.Decode<NodeDrain>("{\"v\":1,\"by\":\"\ud800\"}").Value);
        Assert.Null(ClusterCodec.Decode<NodeDrain>("{\"v\":1,\"by\":\"\\ud800\"}").Value);
        Assert.Equal("\ufffd", ClusterCodec.Decode<NodeDrain>(ClusterCodec.Encode(new NodeDrain("\ud800"))).Value?.By);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var node = (NodeRegistration)Samples.All[0].Value;
        Refused(node with { Uuid = Guid.Empty }, "uuid");
        Refused(node with { Incarnation = 0 }, "incarnation");
        Refused(node with { Containers = 0 }, "containers");
        Refused(node with { Memory = -1 }, "memory");
        Refused(node with { Address = new string('a', 5000) }, "address");
        Refused(node with { State = Contracts.Statuses.NodeState.Gone }, "state");
        Refused(new NodeReport([new ServiceReport("a", ""), new ServiceReport("a", "")], 0), "twice");
        Refused(new NodeReport([new ServiceReport("a/b", "")], 0), "a/b");
        Refused(new NodeReport([new ServiceReport("a", "", Leaving: -1)], 0), "leaving");
        Refused(new NodeReport([], 0, 0), "config");
        Refused(File(Web with { Service = "a/b" }), "a/b");
        Refused(File(Web, Web), "twice");
        Refused(File(Web with { Threads = null }), "either threads or dynamic");
        Refused(File(Web with { Dynamic = Load }), "either threads or dynamic");
        Refused(File(Web with { Threads = 10_001 }), "threads");
        Refused(File(Web with { Timeout = -1 }), "timeout");
        Refused(File(Web with { Weight = 0 }), "weight");
        Refused(File(Web with { MaxPerNode = 0 }), "max_per_node");
        Refused(File(Web with { Memory = -1 }), "memory");
        Refused(File(Web with { Spread = new string('a', 5000) }), "spread");
        Refused(
            File(Web with { Require = [.. Enumerable.Range(0, 65).Select(n => new NodeLabel($"l{n}", ""))] }),
            "labels");
        Refused(File(Web with { Threads = null, Dynamic = Load with { Recommended = 9 } }), "recommended");
        Refused(File(Web with { Threads = null, Dynamic = Load with { MaxFree = 1 } }), "max_free");
        Refused(new DesiredService(Scale: 10_001), "scale");
        Refused(new DesiredService(Generation: -1), "generation");
        Refused(new Assignment(0, 0, []), "epoch");
        Refused(new Assignment(1, 0, [new NodeShare("n", 2, -1)]), "cap");
        Refused(new Assignment(1, 0, [new NodeShare("n", 1, 1), new NodeShare("n", 1, 1)]), "twice");
        Refused(new LeaderRecord("", Samples.Uuid), "node");
        Refused(new ConfigVersion(1, "", new string('a', KeyLimits.MostText + 1), ""), "text");
        Refused(new PeerToken("short"), "secret");
        Refused(new OverallWish(Replaced: [new ServiceRestart("b", 1), new ServiceRestart("a", 1)]), "replaced");
        Refused(new OverallWish(Replaced: [new ServiceRestart("a", 1), new ServiceRestart("a", 2)]), "replaced");
    }

    [Fact]
    public void A_longer_value_than_etcd_takes_is_not_even_parsed() => Assert.Contains(
        "at most 1400000", ClusterCodec.Decode<NodeDrain>(new string(' ', KeyLimits.MostBytes + 1)).Problem);

    [Fact]
    public void A_configuration_of_the_greatest_length_goes_through()
    {
        var text = string.Concat(Enumerable.Repeat("a = \"b\"\n", KeyLimits.MostText / 8));
        Assert.Equal(KeyLimits.MostText, text.Length);
        Assert.Null(KeyLimits.ProblemOfText(text));
        Assert.NotNull(KeyLimits.ProblemOfText(text + "ü"));
        var encoded = ClusterCodec.Encode(new ConfigVersion(1, "a.conf", text, "ann"));
        Assert.InRange(encoded.Length, KeyLimits.MostText, KeyLimits.MostText * 3 / 2);
    }

    [Fact]
    public void A_reason_that_is_too_long_is_shortened()
    {
        Assert.Equal("short", KeyLimits.Shortened("short"));
        var report = new NodeReport([], 0, 1, KeyLimits.Shortened(new string('x', 5000)));
        Assert.Equal(report, ClusterCodec.Decode<NodeReport>(ClusterCodec.Encode(report)).Value);
    }

    [Fact]
    public void No_list_has_more_than_ten_thousand_entries()
    {
        Assert.True(Decodes(10_000));
        Assert.False(Decodes(10_001));

        static bool Decodes(int count) => ClusterCodec.Decode<Assignment>(ClusterCodec.Encode(new Assignment(
            1, 1,
            [.. Enumerable.Range(1, count).Select(number => new NodeShare($"n{number}", 1, 1))]))).Value is not null;
    }

    [Fact]
    public void Labels_are_in_the_order_of_their_names()
    {
        var node = (NodeRegistration)Samples.All[0].Value;
        Assert.Equal(
            ClusterCodec.Encode(node),
            ClusterCodec.Encode(node with { Labels = [new NodeLabel("zone", "a"), new NodeLabel("disk", "ssd")] }));
    }

    [Fact]
    public void The_token_is_in_no_log() =>
        Assert.DoesNotContain("0123", new PeerToken("0123456789abcdef0123456789abcdef").ToString());

    private static readonly DynamicRules Load = new(8, 4, 2, 16, 20, 15_000);

    private static readonly ServiceRules Web = new("web", 40_000, true, Threads: 3);

    private static NodeFile File(params ServiceRules[] services) => new(ValueList.From(services));

    /// <summary>The numbers count; what else stands there may be of a version that knows better.</summary>
    [Fact]
    public void An_assignment_with_rules_that_cannot_be_is_followed_without_them()
    {
        var odd = new Assignment(1, 0, [new NodeShare("n1", 1, 1)], Rules: Web with { Threads = null });
        var read = ClusterCodec.Decode<Assignment>(ClusterCodec.Encode(odd)).Value!;
        Assert.Equal(1, read.Find("n1")!.Count);
        Assert.Null(read.ReadableRules);
        Assert.Equal(Web, (read with { Rules = Web }).ReadableRules);
    }

    private static void Refused<T>(T value, string reason)
        where T : class, IClusterValue
    {
        var read = ClusterCodec.Decode<T>(ClusterCodec.Encode(value));
        Assert.Null(read.Value);
        Assert.Contains(reason, read.Problem);
    }

    private static IEnumerable<string> Required(Type type) => type.GetConstructors()[0].GetParameters()
        .Where(parameter => !parameter.HasDefaultValue)
        .Select(parameter => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!));
}
