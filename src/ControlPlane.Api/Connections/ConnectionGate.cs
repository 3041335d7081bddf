using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Connections;

/// <summary>
/// Finds out who connects, and bounds how many. A foreign peer passes, so that its request is answered with the reason
/// (403), but foreign peers are few at a time.
/// </summary>
/// <param name="face">Its name in the log.</param>
/// <param name="ownUid">Peers of this uid, and of 0, may ask.</param>
/// <param name="maxOwn">Connections of peers that may ask.</param>
/// <param name="maxForeign">Connections of peers that may not.</param>
/// <param name="refuse">Says to one too many that there are so many; then it is closed.</param>
/// <param name="log">Hears of what is refused.</param>
internal sealed class ConnectionGate(
    string face, uint ownUid, int maxOwn, int maxForeign, Func<ConnectionContext, int, Task> refuse, ILogger log)
{
    private int _own;
    private int _foreign;

    public ConnectionDelegate Guard(ConnectionDelegate next) => connection => PassAsync(connection, next);

    private async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (Identify(connection) is not { } peer)
        {
            connection.Abort();
            return;
        }

        var (taken, limit) = peer.MayAsk
            ? (Interlocked.Increment(ref _own), maxOwn)
            : (Interlocked.Increment(ref _foreign), maxForeign);
        try
        {
            if (taken > limit)
            {
                log.TooManyConnections(face, limit, peer.Uid, peer.Pid);
                await refuse(connection, limit).ConfigureAwait(false);
                return;
            }

            connection.Features.Set(peer);
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _ = peer.MayAsk ? Interlocked.Decrement(ref _own) : Interlocked.Decrement(ref _foreign);
        }
    }

    private Peer? Identify(ConnectionContext connection)
    {
        try
        {
            var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
            return socket is null ? null : Peer.Of(socket, ownUid);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            log.PeerUnknown(face, e.Message);
            return null;
        }
    }
}
