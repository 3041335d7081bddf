using System.Threading.Channels;

namespace ControlPlane.Benchmarks.Engine;

/// <summary>Two tasks, two unbounded channels, and one message between them at a time.</summary>
internal sealed class ChannelPingPong(int messages) : IContender
{
    private static readonly object Ball = new();

    private readonly Channel<object> _there = Channel.CreateUnbounded<object>();
    private readonly Channel<object> _back = Channel.CreateUnbounded<object>();

    public int Messages => messages;

    public void Run() => Task.WhenAll(Task.Run(Ping), Task.Run(Pong)).GetAwaiter().GetResult();

    private async Task Ping()
    {
        for (var round = 0; round < messages / 2; round++)
        {
            _there.Writer.TryWrite(Ball);
            await _back.Reader.ReadAsync();
        }
    }

    private async Task Pong()
    {
        for (var round = 0; round < messages / 2; round++)
        {
            _back.Writer.TryWrite(await _there.Reader.ReadAsync());
        }
    }
}
