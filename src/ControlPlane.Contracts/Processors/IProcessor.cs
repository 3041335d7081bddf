namespace ControlPlane.Contracts.Processors;

/// <summary>
/// Code in this process that handles the connections of a service (Netplex: processor). There is one instance a
/// service; its containers are told apart by <see cref="IContainer"/>, so members may be called by several containers
/// at once. Only <see cref="ProcessAsync"/> must be written; the hooks do nothing by default. One is made each time the
/// file is read (a check, a reload), so making it only reads settings: what has to be opened is opened in a hook. An
/// unchanged section keeps the instance, and its containers, over a reload.
/// <para> Order of one container: pre-start, post-start, { workload, process, workload }*, [system-shutdown], shutdown,
/// pre-finish, post-finish. Post-add comes before the first container of the service, post-remove after the last.
/// </para>
/// <para> A hook that throws is reported and otherwise ignored, but for <see cref="PreStartAsync"/> and
/// <see cref="PostStartAsync"/>: then the container has not started, which counts as a start failure, and is replaced.
/// A hook that does not return in time is reported and left behind: starting has the service's <c>startup_timeout</c>,
/// ending its <c>shutdown_timeout</c>.
/// </para>
/// </summary>
public interface IProcessor
{
    /// <summary>
    /// Handles one connection (Netplex: a job) until it is done. The caller closes the connection when the task ends,
    /// also when it fails.
    /// </summary>
    /// <param name="container">The container that got the connection.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellation">Set when the container has to leave now.</param>
    Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation);

    /// <summary>Once, when the service was added to the node, before its first container. The place for
    /// levers.</summary>
    Task PostAddAsync(IServiceControl service, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Once, when the service was removed, after its last container.</summary>
    Task PostRemoveAsync(IServiceControl service, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Before a container exists; on the side of the node.</summary>
    Task PreStartAsync(IServiceControl service, ContainerId id, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>First thing in a new container. It gets connections when this is done.</summary>
    Task PostStartAsync(IContainer container, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Last thing in a container that leaves in order; its container services still work.</summary>
    Task PreFinishAsync(IContainer container, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>After a container has ended, however it ended; on the side of the node.</summary>
    Task PostFinishAsync(IServiceControl service, ContainerId id, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The number of jobs has changed.</summary>
    /// <param name="container">The container.</param>
    /// <param name="busier">True: a job more; false: a job less.</param>
    /// <param name="jobs">How many there are now.</param>
    /// <param name="cancellation">Set when the container has to leave now.</param>
    Task WorkloadAsync(IContainer container, bool busier, int jobs, CancellationToken cancellation) =>
        Task.CompletedTask;

    /// <summary>A message that a container sent with <see cref="IMessages.Send"/>.</summary>
    Task ReceiveMessageAsync(
        IContainer container, string name, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Task.CompletedTask;

    /// <summary>A message that an operator sent (<c>cplane send</c>). Names that begin with <c>netplex.</c> are the
    /// node's own.</summary>
    Task ReceiveAdminMessageAsync(
        IContainer container, string name, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Task.CompletedTask;

    /// <summary>The whole node is about to go down; connections are still served until all containers have returned
    /// from this.</summary>
    Task SystemShutdownAsync(IContainer container, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The container was told to leave: it gets no more connections, its jobs go on. Long-lived jobs end
    /// here.</summary>
    Task ShutdownAsync(IContainer container, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A job or a timer has thrown.</summary>
    /// <returns>True (the default): the container goes on. False: it ends in order and is replaced.</returns>
    bool OnException(IContainer container, Exception exception) => true;
}
