using System.Threading.Channels;

namespace ControlPlane.Benchmarks.Engine;

/// <summary>A task writes into an unbounded channel, a thousand messages before it yields; another reads.</summary>
internal sealed class ChannelFlood(int messages) : IContender
{
    private const int Batch = 1000;

    private static readonly object Item = new();

    private readonly Channel<object> _channel =
        Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });

    public int Messages => messages;

    public void Run() => Task.WhenAll(Task.Run(Write), Task.Run(Read)).GetAwaiter().GetResult();

    private async Task Write()
    {
        for (var sent = 1; sent <= messages; sent++)
        {
            _channel.Writer.TryWrite(Item);
            if (sent % Batch == 0)
            {
                await Task.Yield();
            }
        }
    }

    private async Task Read()
    {
        var received = 0;
        while (received < messages && await _channel.Reader.WaitToReadAsync())
        {
            while (_channel.Reader.TryRead(out _))
            {
                received++;
            }
        }
    }
}
