using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>Sends back what it receives (RFC 862), until the peer has sent everything or is silent for a
/// minute.</summary>
internal sealed class EchoProcessor : IProcessor
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        using var silence = new IdleLimit(Silence, container.Time, cancellation);
        while (true)
        {
            silence.Restart();
            var read = await connection.Stream.ReadAsync(buffer, silence.Token);
            if (read == 0)
            {
                connection.CompleteSending();
                return;
            }

            await connection.Stream.WriteAsync(buffer.AsMemory(0, read), silence.Token);
        }
    }
}
