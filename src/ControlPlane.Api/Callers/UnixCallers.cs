using ControlPlane.Api.Connections;
using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Callers;

/// <summary>On the control socket: the node's own user and root, as the kernel says.</summary>
internal sealed class UnixCallers(string face, uint ownUid, ILogger log) : ICallers
{
    public Caller Identify(HttpContext context, string target)
    {
        var peer = context.Features.GetRequiredFeature<Peer>();
        if (peer.MayAsk)
        {
            return peer.ToCaller(face);
        }

        log.Foreign(peer.Uid, peer.Pid, context.Request.Method, target, ownUid);
        context.Response.Headers.Connection = "close";
        throw new RequestRefusedException(403, new ErrorBody(
            $"uid {peer.Uid} may not ask this node; only uid {ownUid} and root may",
            "run the command as the user of the node, or as root",
            Refusal.Forbidden));
    }
}
