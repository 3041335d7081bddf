using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace ControlPlane.Http.Kestrel;

/// <summary>The transport of Kestrel in a container: one queue of connections for each protocol.</summary>
internal sealed class HandedConnections : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly ConcurrentDictionary<EndPoint, Queue> _queues = new();

    public bool CanBind(EndPoint endpoint) => endpoint is HandedEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(_queues[endpoint] = new Queue(endpoint));

    /// <summary>False: the server takes no more.</summary>
    public bool TryHand(EndPoint endpoint, ConnectionContext connection) =>
        _queues.TryGetValue(endpoint, out var queue) && queue.TryAdd(connection);

    private sealed class Queue(EndPoint endPoint) : IConnectionListener
    {
        private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>(
            new UnboundedChannelOptions { SingleReader = true });

        public EndPoint EndPoint => endPoint;

        public bool TryAdd(ConnectionContext connection) => _waiting.Writer.TryWrite(connection);

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
            {
                if (_waiting.Reader.TryRead(out var connection))
                {
                    return connection;
                }
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _waiting.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
