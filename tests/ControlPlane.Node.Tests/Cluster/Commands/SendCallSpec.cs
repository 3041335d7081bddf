using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Commands;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class SendCallSpec
{
    private static readonly AdminProtocol.Refused Nobody = new(
        Refusal.Unknown, "No container of a service like [web] can receive [flush].", "Look with: cplane list");

    private static readonly AdminProtocol.Refused Silent = new(
        Refusal.Unavailable, "n3 did not answer: timeout", "Look with: cplane nodes");

    private static AdminProtocol.Done Has(int containers, params string[] changes) =>
        new($"flush: {containers} containers have it", changes);

    private static AdminProtocol.Reply Combined(params AdminProtocol.Reply[] answers) => SendCall.Combined(
        "flush", answers.Select((answer, i) => (Node: $"n{i + 1}", answer))
            .ToDictionary(a => a.Node, a => a.answer, StringComparer.Ordinal));

    private static AdminProtocol.Refused Refused(params AdminProtocol.Reply[] answers) =>
        Assert.IsType<AdminProtocol.Refused>(Combined(answers));

    [Fact]
    public void It_is_done_where_somebody_has_it_and_nobody_is_named_where_it_meant_nothing()
    {
        var done = Assert.IsType<AdminProtocol.Done>(Combined(Has(2, "a line"), Nobody, Has(3)));
        Assert.Equal("n1: flush: 2 containers have it; n3: flush: 3 containers have it", done.Text);
        Assert.Equal(["n1: a line"], done.Changes);
    }

    [Fact]
    public void When_a_node_fails_at_it_the_others_are_named_with_what_they_say()
    {
        var refused = Refused(Has(2), Nobody, Silent);
        Assert.Equal(Refusal.Unavailable, refused.Why);
        Assert.Equal(
            "flush is not on all nodes: n1: flush: 2 containers have it; n2: No container of a service like [web] can "
            + "receive [flush]; n3: n3 did not answer: timeout",
            refused.Error);
        Assert.Equal("Sent again it comes twice to n1; to the others alone: --node NODE", refused.Hint);
    }

    [Fact]
    public void When_no_node_has_it_and_they_say_different_things_all_of_that_is_said()
    {
        var refused = Refused(Nobody, Nobody, Silent);
        Assert.Equal(Refusal.Unavailable, refused.Why);
        Assert.Contains("n1: No container", refused.Error, StringComparison.Ordinal);
        Assert.Contains("n3: n3 did not answer", refused.Error, StringComparison.Ordinal);
        Assert.Equal(Silent.Hint, refused.Hint);
    }

    [Fact]
    public void What_all_nodes_say_alike_is_said_once()
    {
        Assert.Equal(Nobody, Combined(Nobody, Nobody));
        var wrong = new AdminProtocol.Refused(Refusal.BadRequest, "flush: no level [x]", "For example: flush info");
        Assert.Equal(wrong, Combined(wrong, wrong, wrong));
    }

    [Fact]
    public void Without_any_node_it_is_refused() => Assert.Equal(Refusal.Unavailable, Refused().Why);
}
