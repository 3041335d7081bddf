using System.Text;
using System.Text.Json;
using ControlPlane.Api.Peers;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests.Peers;

public sealed class PeerReplySpec
{
    private const string Node =
        """{"node":"n1","state":"up","leader":true,"address":"","labels":{},"version":"9","newer":{"a":[[[[[[[1]]]]]]]}}""";

    [Fact]
    public void What_a_newer_node_adds_is_left_out()
    {
        var nodes = Assert.IsType<ClusterProtocol.Nodes>(Read(new ClusterProtocol.ListNodes(), $"[{Node}]"));

        Assert.Equal(("n1", "", null), (nodes.Items[0].Node, nodes.Items[0].Detail, nodes.Items[0].Containers));
    }

    [Fact]
    public void What_an_older_node_does_not_say_has_its_default()
    {
        var containers = Assert.IsType<AdminProtocol.Containers>(Read(new AdminProtocol.ListContainers(),
            """
            [{"service":"web","id":"web-1","node":"n1","state":"ready","detail":"","pid":1,"jobs":0,"restarts":0,"started_at":null}]
            """));

        Assert.Null(containers.Items[0].Confinement);
        Assert.Empty(containers.Items[0].Addresses);
    }

    [Fact]
    public void A_reason_that_only_a_newer_node_knows_is_a_failure() =>
        Assert.Equal(
            new AdminProtocol.Refused(Refusal.Failed, "e", "h"),
            PeerReply.Of(
                new AdminProtocol.Shutdown(), false, """{"error":"e","hint":"h","why":"too_hot","newer":1}"""u8));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"node":"n1"}]""")]
    [InlineData("""[{"node":null,"state":"up","leader":true,"address":"","labels":{},"version":"9"}]""")]
    [InlineData("""[{"node":"n1","state":"elsewhere","leader":true,"address":"","labels":{},"version":"9"}]""")]
    public void What_is_no_list_of_nodes_is_an_error(string body) =>
        Assert.ThrowsAny<JsonException>(() => Read(new ClusterProtocol.ListNodes(), body));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("""{"error":1,"hint":"h","why":"failed"}""")]
    public void What_is_no_refusal_is_an_error(string body) =>
        Assert.ThrowsAny<JsonException>(
            () => PeerReply.Of(new AdminProtocol.Shutdown(), false, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Ten_thousand_mutated_answers_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(20_250_301);
        var seed = Encoding.UTF8.GetBytes($"[{Node},{Node}]");
        for (var round = 0; round < 10_000; round++)
        {
            var bytes = seed.ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var thrown = Record.Exception(() => PeerReply.Of(new ClusterProtocol.ListNodes(), round % 2 == 0, bytes));
            Assert.True(thrown is null or JsonException, thrown?.ToString());
        }
    }

    private static AdminProtocol.Reply Read(AdminProtocol.Request request, string body) =>
        PeerReply.Of(request, true, Encoding.UTF8.GetBytes(body));
}
