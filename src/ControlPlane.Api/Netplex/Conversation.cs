using ControlPlane.Api.Connections;
using ControlPlane.Api.Netplex.Rpc;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Netplex;

/// <summary>One connection: call after call, each answered before the next is read.</summary>
internal sealed class Conversation(AdminProgram program, NetplexFaceOptions options, ILogger log)
{
    public async Task RunAsync(ConnectionContext connection)
    {
        var peer = connection.Features.Get<Peer>()!;
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            ?? default;
        var reader = new RecordReader(connection.Transport.Input, options.Limits, options.Time);
        var writer = new RecordWriter(connection.Transport.Output, options.Limits, options.Time);
        try
        {
            while (await reader.ReadAsync(stopping).ConfigureAwait(false) is { } record)
            {
                var reply = await ReplyAsync(record, peer).ConfigureAwait(false);
                if (reply is null)
                {
                    throw new XdrException("a record that is no call");
                }

                if (!await writer.WriteAsync(reply.Value).ConfigureAwait(false))
                {
                    connection.Abort(new ConnectionAbortedException("the peer does not read its reply"));
                    return;
                }

                if (!peer.MayAsk)
                {
                    return;
                }
            }
        }
        catch (XdrException e)
        {
            log.NoCall(peer.Uid, peer.Pid, e.Message);
            connection.Abort(new ConnectionAbortedException(e.Message));
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException)
        {
            // The peer has left: nobody to answer. What it asked for goes on.
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReplyAsync(ReadOnlyMemory<byte> record, Peer peer)
    {
        var (call, denial) = RpcCall.Read(record);
        if (call is null)
        {
            return denial;
        }

        if (!peer.MayAsk)
        {
            log.ForeignCall(peer.Uid, peer.Pid, call.Procedure, options.OwnUid);
            return RpcReply.AuthenticationError(call.Xid, AuthStatus.TooWeak);
        }

        return await program.AnswerAsync(call, peer.ToCaller(NetplexFace.Face)).ConfigureAwait(false);
    }
}
