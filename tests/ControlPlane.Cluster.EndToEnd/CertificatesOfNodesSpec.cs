using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>cluster.tls: nodes that show each other certificates, good ones and others.</summary>
public sealed class CertificatesOfNodesSpec
{
    [Fact]
    public async Task Nodes_with_good_ones_talk_and_those_with_others_are_refused_with_the_reason()
    {
        using var files = new TemporaryDirectory();
        using var authority = new TestAuthority(files.File("ours"), "ours");
        using var others = new TestAuthority(files.File("theirs"), "theirs");
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("agent"), nodes: 4, arrange: c =>
        {
            Show(c["n1"], authority.Issue("n1"), authority);
            Show(c["n2"], authority.Issue("n2"), authority);
            Show(c["n3"], others.Issue("n3"), authority);
            Show(c["n4"], authority.Issue("n4", until: TimeSpan.FromHours(-1)), authority);
        });

        var two = await cluster["n1"].Done("containers", "--node", "n2");
        Assert.Contains("agent-1", two);
        Refused(await cluster["n1"].Run("containers", "--node", "n3"), "is not trusted", "n3");
        Refused(await cluster["n1"].Run("containers", "--node", "n4"), "is not trusted", "NotTimeValid");
        Refused(await cluster["n3"].Run("containers", "--node", "n1"), "n1");
        Refused(await cluster["n4"].Run("containers", "--node", "n1"), "n1");
        await cluster["n1"].Says("peers");
        await cluster["n1"].Says("is not trusted", times: 2);

        // What is written down in etcd they do all the same, and who cannot be asked is named.
        var disabled = await cluster["n1"].Run("disable", "agent", "--timeout", "20s");
        Assert.True(disabled.Exit == 75, $"{disabled}");
        Assert.Contains("n3: ", disabled.Error);
        Assert.Contains("n4: ", disabled.Error);
        Assert.DoesNotContain("n2: ", disabled.Error);
        await Eventually.True(() => cluster.Workers("agent").Count == 0, describe: () => cluster.Story);

        // New files need no restart.
        var (certificate, key) = authority.Issue("n4");
        Assert.Equal(cluster["n4"].ClusterMore, Text((certificate, key), authority));
        Assert.Equal(0, (await Eventually.Value(async () =>
        {
            var answer = await cluster["n1"].Run("list", "--node", "n4");
            return answer.Exit == 0 ? answer : throw new ExpectationException($"{answer}");
        })).Exit);
    }

    [Fact]
    public async Task Files_that_are_missing_or_do_not_fit_are_found_by_check_and_by_run()
    {
        using var files = new TemporaryDirectory();
        using var authority = new TestAuthority(files.File("ours"));
        await using var cluster = await TestCluster.Prepare(Services.OnEveryNode("agent"), nodes: 1);
        var node = cluster["n1"];
        var (certificate, key) = authority.Issue("n1");

        Show(node, (files.File("nothing.pem"), key), authority);
        await IsBad(node, "nothing.pem", alsoForCheck: true);
        Show(node, (certificate, authority.Issue("another").Key), authority);
        await IsBad(node, "does not belong to the certificate", alsoForCheck: false);
        node.ClusterMore = "";
        node.More = "listen = \"0.0.0.0:0\"";
        await IsBad(node, "tls", alsoForCheck: true);
    }

    private static async Task IsBad(ClusterNode node, string text, bool alsoForCheck)
    {
        node.Launch();
        var exit = await node.Process.Exit();
        var said = node.Process.Said;
        Assert.True(exit == 78 && said.Contains(text, StringComparison.Ordinal), $"exit {exit}: {said}");
        if (alsoForCheck)
        {
            var check = await node.Run("check", node.File);
            Assert.True(check.Exit == 78 && check.Error.Contains(text, StringComparison.Ordinal), $"{check}");
        }
    }

    private static void Refused(CliResult result, params string[] texts)
    {
        Assert.True(result.Exit == 69, $"{result}");
        Assert.All(texts, text => Assert.Contains(text, result.Error));
    }

    private static void Show(ClusterNode node, (string Certificate, string Key) files, TestAuthority authority) =>
        node.ClusterMore = Text(files, authority);

    private static string Text((string Certificate, string Key) files, TestAuthority authority) =>
        $"tls {{ cert = \"{files.Certificate}\", key = \"{files.Key}\", ca = \"{authority.CertificateFile}\" }}";
}
