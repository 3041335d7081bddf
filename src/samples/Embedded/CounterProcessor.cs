using ControlPlane.Contracts.Processors;

namespace Embedded;

/// <summary>Tells each connection its number: one count for all containers of the service.</summary>
internal sealed class CounterProcessor(int from) : IProcessor
{
    private int _last = from - 1;

    public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(connection.Stream, leaveOpen: true);
        await writer.WriteLineAsync($"{Interlocked.Increment(ref _last)} from {container.Id}".AsMemory(), cancellation);
    }
}
