using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class ClusterDecisionSpec
{
    private static readonly ServicePlan Web = Views.Service("web", 2);

    private readonly Views _views = new();

    public ClusterDecisionSpec()
    {
        _views.Node("n1").Node("n2").Leads("n1");
        Report("n1", 0, 0);
        Report("n2", 0, 0);
    }

    private void Report(string node, int containers, long revision) => _views.Reports(node, new ServiceReport(
        "web", "aa", containers, containers, containers, Revision: revision));

    private IReadOnlyList<(string Service, Assignment? Assignment)> Next(
        bool settled = true, params ServicePlan[] services) =>
        ClusterDecision.Next(
            new DecisionGround(
                _views.View, [.. (services.Length == 0 ? [Web] : services).Select(ClusterService.Of)],
                node => _views.View.Nodes.ContainsKey(node) ? NodeState.Up : NodeState.Gone, null),
            epoch: 6, settled);

    private static string Text(Assignment? assignment) =>
        string.Join(' ', assignment!.Nodes.Select(s => $"{s.Node}:{s.Count}/{s.Goal}"));

    private Assignment Write()
    {
        var next = Next().Single().Assignment!;
        _views.Put(Views.Keys.Assignment("web"), next);
        return next;
    }

    [Fact]
    public void What_was_never_placed_waits_until_nodes_that_start_together_are_there()
    {
        Assert.Empty(Next(settled: false));
        Assert.Equal("n1:1/1 n2:1/1", Text(Next().Single().Assignment));
    }

    [Fact]
    public void With_nothing_new_nothing_is_written_not_even_by_another_leader()
    {
        Write();
        Assert.Empty(Next());
        _views.Delete(Views.Keys.Leader).Leads("n2");
        Assert.Empty(Next());
    }

    [Fact]
    public void What_was_spoiled_is_written_again()
    {
        var before = Write();
        _views.Put(Views.Keys.Assignment("web"), "?");
        Assert.Equal(before, Next().Single().Assignment);
    }

    [Fact]
    public void The_assignment_of_a_service_that_is_no_longer_there_is_taken_away()
    {
        Write();
        Assert.Equal(("web", null), Next(true, Views.Service("api", 0)).Single(n => n.Service == "web"));
    }

    [Fact]
    public void What_a_node_that_is_gone_had_is_placed_elsewhere_and_nothing_else_moves()
    {
        Report("n1", 1, Write().Epoch + 100);
        Report("n2", 1, 100);
        _views.Delete(Views.Keys.Node("n2")).Delete(Views.Keys.Status("n2"));
        Assert.Equal("n1:2/2", Text(Next().Single().Assignment));
    }

    [Fact]
    public void A_disabled_service_has_none_anywhere()
    {
        Write();
        Report("n1", 1, 100);
        Report("n2", 1, 100);
        _views.Put(Views.Keys.Service("web"), new DesiredService(Enabled: false));
        Assert.Equal("n1:0/0 n2:0/0", Text(Next().Single().Assignment));
    }

    [Fact]
    public void It_is_said_what_is_missing()
    {
        Assert.Contains("not placed yet", ClusterDecision.Missing(_views.View, "web", 0), StringComparison.Ordinal);
        Write();
        Assert.Null(ClusterDecision.Missing(_views.View, "web", 0));
        Assert.Contains("has not decided", ClusterDecision.Missing(_views.View, "web", 100), StringComparison.Ordinal);
        _views.Delete(Views.Keys.Leader);
        Assert.Contains("nobody leads", ClusterDecision.Missing(_views.View, "web", 0), StringComparison.Ordinal);
    }
}
