using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class CandidacySpec
{
    private readonly Views _views = new();

    public CandidacySpec() => _views.Node("n1").Node("n2").Node("n3").Applied(4);

    private void Report(string node, int? config, int? refused = null) => _views.Put(
        Views.Keys.Status(node),
        new NodeReport([], 0, config, refused is null ? null : "a port is taken", refused),
        lease: 7);

    private string? Problem(int refused) => Candidacy.Problem(_views.View, "n1", version => version == refused);

    [Fact]
    public void Who_refuses_the_configuration_leaves_the_lead_to_a_node_that_has_it_in_force()
    {
        Assert.Null(Problem(refused: 4));
        Report("n2", 3, refused: 4);
        Report("n3", 4);
        Assert.Equal("it refuses version 4 of the configuration, which is in force on n3", Problem(refused: 4));
        Assert.Null(Problem(refused: 3));
    }

    [Fact]
    public void Where_all_refuse_it_somebody_leads_all_the_same()
    {
        Report("n1", 4); // A report of its own that is out of date.
        Report("n2", 3, refused: 4);
        Report("n3", null, refused: 4);
        Assert.Null(Problem(refused: 4));
    }

    [Fact]
    public void One_that_goes_down_or_is_not_there_is_not_better_placed()
    {
        Report("n3", 4);
        _views.Node("n3", NodeState.Draining);
        Assert.Null(Problem(refused: 4));
        _views.Node("n3");
        Assert.NotNull(Problem(refused: 4));
        _views.Delete(Views.Keys.Node("n3"));
        Assert.Null(Problem(refused: 4));
    }

    [Fact]
    public void Without_a_configuration_of_the_cluster_everybody_may()
    {
        var none = new Views().Node("n1").Node("n2");
        Assert.Null(Candidacy.Problem(none.View, "n1", _ => true));
    }

    [Fact]
    public void That_the_leader_refuses_it_is_said_with_the_reason()
    {
        _views.Leads("n2");
        Report("n2", 3, refused: 4);
        const string Why = "the leader, n2, refuses version 4 of the configuration: a port is taken";
        Assert.Equal(Why, Candidacy.ProblemOfTheLeader(_views.View));
        Assert.Equal($"web is not placed: {Why}", ClusterDecision.Missing(_views.View, "web", 1));
        Report("n2", 4);
        Assert.Null(Candidacy.ProblemOfTheLeader(_views.View));
    }
}
