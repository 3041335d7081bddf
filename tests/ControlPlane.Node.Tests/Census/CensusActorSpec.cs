using System.Net;
using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Node.Census;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Node.Tests.Census;

/// <summary>The census alone, in stepped time; what the kernel would say stands in the spec.</summary>
public sealed class CensusActorSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly SimulatedMachine _machine;
    private readonly IActorRef _census;
    private readonly IListener _listener = new SimulatedListener(
        new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 80))));

    private readonly List<int> _passes = [];
    private Task? _hold;
    private int _queued;
    private int _connections;

    public CensusActorSpec()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _machine = new SimulatedMachine(_kit.Time, new Random(1)) { Faulty = false, Counting = Count };
        _census = _kit.ActorOf(
            CensusActor.Props(new NodeContext(
                "test", _machine, _kit.Time, new Random(1), NullLogger.Instance, _ => throw new NotSupportedException(),
                (_, _) => NullLogger.Instance, new NodeTally(), Decisions.Real)),
            CensusActor.Name);
    }

    [Fact]
    public void A_node_without_a_service_that_is_scaled_by_load_counts_nothing()
    {
        Serve(_kit.Probe("service"), "web", continuously: false);
        Enlist(_kit.Probe("container"), "web");
        _kit.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_passes);
    }

    [Fact]
    public void While_a_service_is_scaled_by_load_one_pass_each_250_ms_counts_its_containers_only()
    {
        Serve(_kit.Probe("service"), "web", continuously: true);
        var (mine, other, reporting) = (_kit.Probe("mine"), _kit.Probe("other"), _kit.Probe("reporting"));
        Enlist(mine, "web");
        Enlist(other, "constant");
        Enlist(reporting, "web", reports: true);
        _connections = 3;
        _kit.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 1, 1, 1], _passes);
        Assert.Equal([3, 3, 3, 3], mine.Drain().Cast<CensusProtocol.Counted>().Select(c => c.Connections));
        Assert.Empty(other.Drain());
        Assert.Empty(reporting.Drain());
    }

    [Fact]
    public void A_service_hears_of_its_queue_when_it_changes()
    {
        var service = _kit.Probe("service");
        Serve(service, "web", continuously: true);
        foreach (var queued in (int[])[0, 4, 4, 0, 0])
        {
            _queued = queued;
            _kit.Advance(CensusActor.Every);
        }

        Assert.Equal([4, 0], service.Drain().Cast<WorkloadProtocol.Queued>().Select(q => q.Connections));
    }

    [Fact]
    public void It_stops_when_the_last_such_service_is_constant_or_gone()
    {
        var (one, two) = (_kit.Probe("one"), _kit.Probe("two"));
        Serve(one, "a", continuously: true);
        Serve(two, "b", continuously: true);
        _kit.Advance(CensusActor.Every);
        Serve(one, "a", continuously: false);
        _kit.Advance(CensusActor.Every);
        Assert.Equal(2, _passes.Count);
        _kit.System.Stop(two.Ref);
        _kit.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, _passes.Count);
    }

    [Fact]
    public void A_refresh_waits_for_who_was_counted_and_not_for_who_has_gone()
    {
        var (asker, stays, goes) = (_kit.Probe("asker"), _kit.Probe("stays"), _kit.Probe("goes"));
        Enlist(stays, "constant");
        Enlist(goes, "constant");
        asker.Send(_census, new CensusProtocol.Refresh());
        _kit.RunUntilIdle();
        Assert.Equal([2], _passes);
        stays.ExpectMsg<CensusProtocol.Counted>();
        stays.Reply(new CensusProtocol.Announced());
        _kit.RunUntilIdle();
        Assert.Empty(asker.Drain());

        goes.Send(_census, new CensusProtocol.Discharge());
        _kit.RunUntilIdle();
        Assert.IsType<CensusProtocol.Refreshed>(Assert.Single(asker.Drain()));
    }

    [Fact]
    public void A_refresh_soon_after_another_one_needs_no_pass()
    {
        var asker = _kit.Probe("asker");
        foreach (var wait in (TimeSpan[])[TimeSpan.FromMilliseconds(249), TimeSpan.FromMilliseconds(1), TimeSpan.Zero])
        {
            asker.Send(_census, new CensusProtocol.Refresh());
            _kit.RunUntilIdle();
            Assert.IsType<CensusProtocol.Refreshed>(Assert.Single(asker.Drain()));
            _kit.Advance(wait);
        }

        Assert.Equal(2, _passes.Count);
    }

    [Fact]
    public void Looks_that_come_during_a_look_are_one_pass_after_it()
    {
        var askers = Enumerable.Range(0, 4).Select(i => _kit.Probe($"asker{i}")).ToList();
        var hold = new TaskCompletionSource();
        _hold = hold.Task;
        _connections = 2;
        Look(askers[0], 10);
        _hold = null;
        askers.Skip(1).ToList().ForEach(a => Look(a, 11));
        Assert.Equal([1], _passes);

        hold.SetResult();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                _kit.RunUntilIdle();
                return _passes.Count == 2;
            },
            ActorKit.DefaultWithin));
        _kit.RunUntilIdle();
        Assert.Equal([1, 3], _passes);
        var answers = askers.Select(a => Assert.IsType<CensusProtocol.Looked>(Assert.Single(a.Drain()))).ToList();
        Assert.Equal([10, 11, 11, 11], answers.Select(a => a.Number));
        Assert.All(answers, a => Assert.Equal(2, a.Sockets.Connections));
    }

    private async Task<SocketCensus> Count(
        IReadOnlyCollection<IListener> listeners, IReadOnlyCollection<IWorker> workers)
    {
        _passes.Add(workers.Count);
        var census = new SocketCensus(
            listeners.ToDictionary(l => l, _ => (int?)_queued),
            workers.ToDictionary(w => w, _ => new WorkerSockets(_connections, false)));
        await (_hold ?? Task.CompletedTask);
        return census;
    }

    private void Serve(TestProbe service, string name, bool continuously)
    {
        service.Send(_census, new CensusProtocol.Serve(name, [_listener], continuously));
        _kit.RunUntilIdle();
    }

    private void Enlist(TestProbe container, string service, bool reports = false)
    {
        container.Send(_census, new CensusProtocol.Enlist(service, Worker(), [_listener], reports));
        _kit.RunUntilIdle();
    }

    private void Look(TestProbe asker, int number)
    {
        asker.Send(_census, new CensusProtocol.Look(Worker(), [_listener], number));
        _kit.RunUntilIdle();
    }

    private SimulatedWorker Worker() => new(
        new ContainerId("web", 1), 1, _machine, Temperament.Good(new Random(1)), new Deaf());

    private sealed class Deaf : IWorkerObserver
    {
        public void Exited(WorkerExit exit)
        {
        }

        public void Said(OutputStream stream, string line)
        {
        }

        public void LinesDropped(long count)
        {
        }

        public void Notified(WorkerNotice notice)
        {
        }
    }
}
