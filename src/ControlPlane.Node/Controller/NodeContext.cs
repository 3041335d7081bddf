using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Machine;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Controller;

/// <summary>What every actor of a node may use: the machine, the time, one source of randomness, the log.</summary>
/// <param name="Name">The name of the node.</param>
/// <param name="Machine">All access to the machine.</param>
/// <param name="Time">All time.</param>
/// <param name="Random">The one seeded source; use <see cref="Jitter"/>.</param>
/// <param name="Log">Component <c>controller</c>.</param>
/// <param name="Outputs">Where the output of a worker goes.</param>
/// <param name="Loggers">The log of a service, by service and subchannel (empty: the main channel).</param>
/// <param name="Tally">What was started and what has ended, counted once each.</param>
/// <param name="Decisions">What the actors carry out.</param>
internal sealed record NodeContext(
    string Name,
    IMachine Machine,
    TimeProvider Time,
    Random Random,
    ILogger Log,
    Func<ContainerId, IWorkerOutput> Outputs,
    Func<string, string, ILogger> Loggers,
    NodeTally Tally,
    Decisions Decisions)
{
    /// <summary>Who takes the connections of each service in this process.</summary>
    public SeatTables Seats { get; init; } = new(Time);

    /// <summary>What containers in this process get from the node as a whole; known once the tree stands.</summary>
    public IContainerServicesFactory ContainerServices { get; init; } = null!;

    /// <summary>Where containers note down what outlives the node.</summary>
    public IPersistentObjects PersistentObjects { get; init; } = NoPersistentObjects.Instance;

    /// <summary>
    /// Runs code of a processor, which may block: never on the thread that asks. A simulation runs it at once.
    /// </summary>
    public Func<Func<Task>, Task> Offload { get; init; } = work => Task.Run(work);

    /// <summary>How whoever waits for something goes on: on the pool. In a simulation at once.</summary>
    public TaskCreationOptions Waiting { get; init; } = TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>Counts connections; known once the tree stands.</summary>
    public IActorRef Census { get; init; } = ActorRefs.Nobody;

    /// <summary>What it takes to be in a cluster; null: this node is on its own.</summary>
    public ClusterSetup? Cluster { get; init; }

    /// <summary>The actor of its part in the cluster; nobody: this node is on its own.</summary>
    public IActorRef Membership { get; init; } = ActorRefs.Nobody;

    /// <summary>The ports that containers were given.</summary>
    public PortBook Ports { get; init; } = new();

    /// <summary>From 0 up to, not including, 1. Actors on many threads share the source.</summary>
    public double Jitter()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }
}
