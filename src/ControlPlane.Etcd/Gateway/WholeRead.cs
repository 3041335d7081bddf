namespace ControlPlane.Etcd.Gateway;

/// <summary>
/// Reads all keys of a range as they are at one revision: a page after the other, so that no answer is very large and
/// each has a deadline of its own.
/// </summary>
internal sealed class WholeRead(GatewayClient gateway, KeyRange range)
{
    /// <summary>Keys of one page.</summary>
    internal const int PageSize = 200;

    private const int MostAttempts = 3;

    /// <summary>What etcd says when the revision of the first page is history by the time of a later one.</summary>
    private const string Compacted = "has been compacted";

    public async Task<RangeReply> DoAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PagesAsync(cancellation).ConfigureAwait(false);
            }
            catch (EtcdException e)
                when (attempt < MostAttempts && e.Message.Contains(Compacted, StringComparison.Ordinal))
            {
                // Begun anew, at a later revision.
            }
        }
    }

    private async Task<RangeReply> PagesAsync(CancellationToken cancellation)
    {
        var known = gateway.Revision;
        var page = await PageAsync(range, null, cancellation).ConfigureAwait(false);
        var revision = page.Reply.Revision;
        gateway.IsRestored(known, revision);
        var items = page.Reply.Items.ToBuilder();
        while (page.More && items.Count > 0)
        {
            var rest = range with { Key = items[^1].Key + '\0' };
            page = await PageAsync(rest, revision, cancellation).ConfigureAwait(false);
            items.AddRange(page.Reply.Items);
        }

        return new RangeReply(revision, items.ToImmutable());
    }

    private Task<(RangeReply Reply, bool More)> PageAsync(
        KeyRange rest, long? revision, CancellationToken cancellation) =>
        gateway.AskAsync(
            "/v3/kv/range",
            GatewayRequests.OfPage(rest, PageSize, revision),
            GatewayJson.Default.WireRangeReply,
            answer => (answer.ToReply(), answer.More),
            true,
            cancellation);
}
