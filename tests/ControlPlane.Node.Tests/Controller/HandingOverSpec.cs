using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Tests.Cluster;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.Node.Tests.Simulation.Cluster;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Controller;

/// <summary>A startup and a shutdown timeout are 15 s here.</summary>
public sealed class HandingOverSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly TestProbe _membership;
    private readonly TestProbe _controller;
    private readonly StringWriter _log = new();
    private readonly Views _views = new Views().Node("n1", NodeState.Draining).Node("n2").Leads("n2");
    private readonly LocalAgent _agent;
    private string? _silence;

    public HandingOverSpec()
    {
        (_membership, _controller) = (_kit.Probe("membership"), _kit.Probe("controller"));
        _agent = new LocalAgent(OneNode.On(null!), ActorRefs.Nobody, ActorRefs.Nobody, null!);
        _agent.InForce(new MembershipProtocol.InForce(Views.Plan(Views.Service("web", 3)), null), _views.View);
        Has(3);
    }

    [Fact]
    public void With_nothing_here_the_controller_goes_on_at_once()
    {
        Has(0);
        Begin();
        Answer();
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Equal("", $"{_log}");
    }

    [Fact]
    public void Each_step_has_its_time()
    {
        Begin();
        Answer();
        for (var left = 2; left >= 0; left--)
        {
            Pass(14);
            _controller.ExpectNoMsg();
            Has(left);
            Answer();
        }

        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("3 of web shall be ready on other nodes first", $"{_log}");
        Assert.DoesNotContain("does not wait", $"{_log}");
    }

    [Fact]
    public void It_is_over_when_nothing_moves()
    {
        Begin();
        Answer();
        Pass(14);
        Has(2);
        Answer();
        Pass(14.9);
        _controller.ExpectNoMsg();
        Pass(0.2);
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("does not wait until 2 of web are ready on other nodes: nothing has moved for 15 s", $"{_log}");
    }

    [Fact]
    public void It_is_over_when_the_caller_waits_no_longer_or_asks_again()
    {
        Begin(TimeSpan.FromSeconds(4));
        Answer();
        Pass(4.1);
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("it may take 4 s", $"{_log}");

        _membership.Drain();
        var again = Begin();
        Answer();
        again.Tell(new HandingOver.GoNow(), ActorRefs.NoSender);
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("told again", $"{_log}");
    }

    [Fact]
    public void It_is_over_at_once_when_nobody_hears_of_it()
    {
        Begin();
        Answer();
        _silence = "etcd is silent";
        Answer();
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("does not wait until 3 of web are ready on other nodes: etcd is silent", $"{_log}");
    }

    [Fact]
    public void The_next_leader_has_a_moment_to_be_found()
    {
        Begin();
        Answer();
        _views.Delete(Views.Keys.Leader);
        Answer();
        Pass(0.9);
        _views.Leads("n2");
        Answer();
        Pass(2);
        _controller.ExpectNoMsg();
        _views.Delete(Views.Keys.Leader);
        Answer();
        Pass(1.1);
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("nobody leads", $"{_log}");
    }

    [Fact]
    public void It_is_over_at_once_when_nobody_has_room()
    {
        var epoch = _views.View.Leader!.Created;
        _views.Put(Views.Keys.Assignment("web"), new Assignment(epoch, 0, [new NodeShare("n1", 3, 3)]));
        _views.Reports("n2", new ServiceReport("another", "d")); // It does not know this one.
        Begin();
        Answer();
        _controller.ExpectMsg<HandingOver.Over>();
        Assert.Contains("does not wait until 3 of web are ready on other nodes: no other node has room", $"{_log}");
    }

    [Fact]
    public void It_is_over_when_the_part_that_speaks_with_the_cluster_has_ended()
    {
        Begin();
        _kit.RunUntilIdle();
        _kit.System.Stop(_membership.Ref);
        _controller.ExpectMsg<HandingOver.Over>();
    }

    private IActorRef Begin(TimeSpan? within = null) => _kit.ActorOf(HandingOver.Props(
        _membership.Ref, _controller.Ref, "n1", _agent.Plan!, within, new SimulatedLog(_log, "n1", _kit.Time)));

    private void Has(int containers) =>
        _agent.Hear(new ClusterNews.OfService("web", containers, containers, containers, 0, 1, 1), _views.View);

    /// <summary>As the cluster actor does, as soon as there is news.</summary>
    private void Answer()
    {
        var until = _membership.ExpectMsg<MembershipProtocol.Until>();
        var now = new MembershipProtocol.Standing(
            _views.View, node => _views.View.Nodes[node].Value.State, _agent, _silence);
        Assert.Null(until.Missing(now));
        _membership.Reply(until.Wrap(new AdminProtocol.Done(""), now));
        _kit.RunUntilIdle();
    }

    private void Pass(double seconds) => _kit.Advance(TimeSpan.FromSeconds(seconds));
}
