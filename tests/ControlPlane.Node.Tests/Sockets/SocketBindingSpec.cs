using System.Net;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Sockets;

public sealed class SocketBindingSpec
{
    private static readonly Dictionary<string, BoundSockets> Nothing = new(StringComparer.Ordinal);

    private readonly SimulatedMachine _machine = new(TimeProvider.System, new Random(1));

    [Fact]
    public void A_socket_that_stays_is_the_same_socket()
    {
        var before = Prepare(Nothing, Service("web", 80, 81)).Next;
        var after = Prepare(before, Service("web", 81, 82));
        Assert.Same(before["web"].Listeners.Last(), after.Next["web"].Listeners.First());
        Assert.Equal(["127.0.0.1:80"], after.Close.Select(l => l.Address));
    }

    [Fact]
    public void A_socket_may_move_to_another_service_and_keeps_its_queue()
    {
        var before = Prepare(Nothing, Service("old", 80)).Next;
        var after = Prepare(before, Service("new", 80));
        Assert.Same(before["old"].Listeners.Single(), after.Next["new"].Listeners.Single());
        Assert.Empty(after.Close);
    }

    [Fact]
    public void A_port_chosen_by_the_kernel_is_kept_by_its_own_protocol_only()
    {
        var before = Prepare(Nothing, Service("a", 0)).Next;
        Assert.Same(before["a"].Listeners.Single(), Prepare(before, Service("a", 0)).Next["a"].Listeners.Single());
        Assert.NotSame(before["a"].Listeners.Single(), Prepare(before, Service("b", 0)).Next["b"].Listeners.Single());
    }

    [Fact]
    public void New_options_are_given_to_the_socket_that_is_there_at_the_commit()
    {
        var before = Prepare(Nothing, Service("web", 80)).Next;
        var next = Service("web", 80);
        next =
            next with { Protocols = [new ProtocolPlan("http", [next.Protocols[0].Sockets[0] with { Backlog = 7 }])] };
        var binding = Prepare(before, next);
        var listener = binding.Next["web"].Listeners.Single();
        Assert.Equal(1024, listener.Plan.Backlog);
        binding.Commit();
        Assert.Equal(7, listener.Plan.Backlog);
    }

    [Fact]
    public void If_one_cannot_be_bound_all_that_were_bound_are_closed_and_the_old_ones_stay()
    {
        var opened = new List<SimulatedListener>();
        var before = Prepare(Nothing, Service("web", 80)).Next;
        _machine.Listening = plan => plan.Address.ToString() == "127.0.0.1:82"
            ? throw new MachineException("cannot listen on 127.0.0.1:82", "EADDRINUSE")
            : Added(new SimulatedListener(plan));
        Assert.Throws<MachineException>(() => Prepare(before, Service("web", 80, 81, 82)));
        Assert.True(Assert.Single(opened).Closed);
        Assert.False(((SimulatedListener)before["web"].Listeners.Single()).Closed);

        SimulatedListener Added(SimulatedListener listener)
        {
            opened.Add(listener);
            return listener;
        }
    }

    [Fact]
    public void A_shared_socket_is_bound_once_for_all_and_closed_when_the_last_one_leaves()
    {
        var before = Prepare(Nothing, Sharing("a", 80), Sharing("b", 80)).Next;
        var socket = before["a"].Listeners.Single();
        Assert.Same(socket, before["b"].Listeners.Single());

        var after = Prepare(before, Sharing("b", 80));
        Assert.Same(socket, after.Next["b"].Listeners.Single());
        Assert.Empty(after.Close);
        Assert.Equal([socket], Prepare(after.Next).Close);
    }

    [Fact]
    public void A_private_socket_that_becomes_shared_and_back_stays_with_its_queue()
    {
        var before = Prepare(Nothing, Service("a", 80)).Next;
        var shared = Prepare(before, Sharing("a", 80), Sharing("b", 80));
        var after = Prepare(shared.Next, Service("b", 80));

        Assert.Same(before["a"].Listeners.Single(), shared.Next["b"].Listeners.Single());
        Assert.Same(before["a"].Listeners.Single(), after.Next["b"].Listeners.Single());
        Assert.Empty(shared.Close);
        Assert.Empty(after.Close);
    }

    [Fact]
    public void A_shared_port_that_the_kernel_chose_is_kept_by_its_name()
    {
        var before = Prepare(Nothing, Sharing("a", 0), Service("c", 0)).Next;
        var after = Prepare(before, Sharing("b", 0), Service("a", 0), Service("c", 0)).Next;

        Assert.Same(before["a"].Listeners.Single(), after["b"].Listeners.Single());
        Assert.Same(before["c"].Listeners.Single(), after["c"].Listeners.Single());
        Assert.NotSame(before["a"].Listeners.Single(), after["a"].Listeners.Single());
    }

    private static ServicePlan Sharing(string name, int port)
    {
        var plan = Service(name, port);
        return plan with
        {
            Protocols = [new ProtocolPlan("http", [plan.Protocols[0].Sockets[0] with { SharedAs = "front#0" }])],
        };
    }

    private SocketBinding Prepare(IReadOnlyDictionary<string, BoundSockets> present, params ServicePlan[] plans) =>
        SocketBinding.Prepare(_machine, present, plans);

    private static ServicePlan Service(string name, params int[] ports) => new(
        name, true, new InProcessPlan("hello", "", new HelloProcessor()),
        [new ProtocolPlan("http", [.. ports.Select(
            p => new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, p))))])],
        new ConstantPlan(1),
        new LifecyclePlan(null, TimeSpan.FromSeconds(1), TimeSpan.Zero, null, StartFailureThen.Disable));
}
