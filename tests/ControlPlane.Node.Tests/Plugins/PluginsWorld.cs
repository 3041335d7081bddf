using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Node.Tests.Plugins;

/// <summary>
/// The section of what containers share, in stepped time, below a probe that stands for the rest of the node.
/// </summary>
internal sealed class PluginsWorld
{
    public PluginsWorld()
    {
        Alone();
        Kit = SteppedKit.Create();
        Node = Kit.Probe("node");
        var machine = new SimulatedMachine(Kit.Time, new Random(1));
        var context = new NodeContext(
            "test", machine, Kit.Time, new Random(1), NullLogger.Instance, _ => throw new NotSupportedException(),
            (_, _) => NullLogger.Instance, new NodeTally(), Decisions.Real)
        {
            Offload = work => work(),
        };
        Plugins = Kit.ActorOf(PluginsSupervisor.Props(context), PluginsSupervisor.Name);
        Services = new NodeServices(Plugins, Node.Ref, context.PersistentObjects);
    }

    public SteppedKit Kit { get; }

    /// <summary>Gets what goes to the services and to the admin gate.</summary>
    public TestProbe Node { get; }

    public IActorRef Plugins { get; }

    public NodeServices Services { get; }

    public IContainerServices Container(string service, int number) => Services.For(new ContainerId(service, number));

    /// <summary>Lets everything happen that can happen now.</summary>
    public T Now<T>(Task<T> task)
    {
        Alone();
        Kit.RunUntilIdle();
        return Completes(task)
            ? task.GetAwaiter().GetResult()
            : throw new ExpectationException("the call waits");
    }

    public void Now(Task task)
    {
        Alone();
        Kit.RunUntilIdle();
        Assert.True(Completes(task), "the call waits");
        task.GetAwaiter().GetResult();
    }

    public bool Waits(Task task)
    {
        Alone();
        Kit.RunUntilIdle();
        return !task.IsCompleted;
    }

    /// <summary>What follows an answer that the spec gives itself runs on the pool.</summary>
    private static bool Completes(Task task) => SpinWait.SpinUntil(() => task.IsCompleted, ActorKit.DefaultWithin);

    /// <summary>With a context of the test runner, what follows a call would run on the pool, at any time.</summary>
    private static void Alone() => SynchronizationContext.SetSynchronizationContext(null);
}
