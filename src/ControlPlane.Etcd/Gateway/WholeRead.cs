namespace ControlPlane.Etcd.Gateway;

/// <summary>Reads all keys of a range as they are at one revision.</summary>
internal sealed class WholeRead(GatewayClient gateway, KeyRange range)
{
    public async Task<RangeReply> DoAsync(CancellationToken cancellation)
    {
        var known = gateway.Revision;
        var reply = await gateway.AskAsync(
            "/v3/kv/range",
            GatewayRequests.Of(range),
            GatewayJson.Default.WireRangeReply,
            GatewayAnswers.ToReply,
            true,
            cancellation).ConfigureAwait(false);
        gateway.IsRestored(known, reply.Revision);
        return reply;
    }
}
