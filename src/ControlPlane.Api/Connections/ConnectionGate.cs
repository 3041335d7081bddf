using System.Net.Sockets;
using System.Text;
using ControlPlane.Api.Replies;
using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Connections;

/// <summary>
/// Finds out who connects, and bounds how many. A foreign peer passes, so that its request is answered with the reason
/// (403), but foreign peers are few at a time.
/// </summary>
internal sealed class ConnectionGate(uint ownUid, ControlApiLimits limits, ILogger log)
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
            ? (Interlocked.Increment(ref _own), limits.MaxConnections)
            : (Interlocked.Increment(ref _foreign), limits.MaxForeignConnections);
        try
        {
            if (taken > limit)
            {
                log.TooManyConnections(limit, peer.Uid, peer.Pid);
                await RefuseAsync(connection, limit).ConfigureAwait(false);
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
            log.PeerUnknown(e.Message);
            return null;
        }
    }

    // Below HTTP: the request is not read, the reply is the same for whatever it is.
    private static async Task RefuseAsync(ConnectionContext connection, int limit)
    {
        var body = ReplyJson.Error(new(
            $"{limit} connections are open here, which is the limit",
            "close idle ones, or try again in a minute",
            Refusal.Unavailable));
        var head = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n";
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(head)).ConfigureAwait(false);
        await connection.Transport.Output.WriteAsync(body).ConfigureAwait(false);
    }
}
