using System.Collections.Concurrent;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Tests.Containers.InProcess;

/// <summary>A processor that does what a spec says, and remembers the order of its calls.</summary>
internal sealed class ScriptedProcessor : IProcessor
{
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Called by each hook with its name, after it was noted.</summary>
    public Func<string, CancellationToken, Task> On { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>A job; null: writes the name of the container and ends when the peer has sent everything.</summary>
    public Func<IContainer, IConnection, CancellationToken, Task>? Job { get; set; }

    public Func<Exception, bool> GoesOn { get; set; } = _ => true;

    public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
    {
        Calls.Enqueue("process");
        if (Job is { } job)
        {
            await job(container, connection, cancellation);
            return;
        }

        await connection.Stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(container.Id + "\n"), cancellation);
        var buffer = new byte[100];
        while (await connection.Stream.ReadAsync(buffer, cancellation) > 0)
        {
        }
    }

    public Task PostAddAsync(IServiceControl service, CancellationToken cancellation) => Note("post-add", cancellation);

    public Task PostRemoveAsync(IServiceControl service, CancellationToken cancellation) =>
        Note("post-remove", cancellation);

    public Task PreStartAsync(IServiceControl service, ContainerId id, CancellationToken cancellation) =>
        Note("pre-start", cancellation);

    public Task PostStartAsync(IContainer container, CancellationToken cancellation) =>
        Note("post-start", cancellation);

    public Task PreFinishAsync(IContainer container, CancellationToken cancellation) =>
        Note("pre-finish", cancellation);

    public Task PostFinishAsync(IServiceControl service, ContainerId id, CancellationToken cancellation) =>
        Note("post-finish", cancellation);

    public Task WorkloadAsync(IContainer container, bool busier, int jobs, CancellationToken cancellation) =>
        Note($"workload {(busier ? "+" : "-")}{jobs}", cancellation);

    public Task ReceiveMessageAsync(
        IContainer container, string name, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Note($"message {name} {string.Join(' ', arguments)}", cancellation);

    public Task ReceiveAdminMessageAsync(
        IContainer container, string name, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Note($"admin {name} {string.Join(' ', arguments)}", cancellation);

    public Task SystemShutdownAsync(IContainer container, CancellationToken cancellation) =>
        Note("system-shutdown", cancellation);

    public Task ShutdownAsync(IContainer container, CancellationToken cancellation) => Note("shutdown", cancellation);

    public bool OnException(IContainer container, Exception exception)
    {
        Calls.Enqueue($"exception {exception.Message}");
        return GoesOn(exception);
    }

    private async Task Note(string call, CancellationToken cancellation)
    {
        Calls.Enqueue(call);
        await On(call.Split(' ')[0], cancellation);
    }
}
