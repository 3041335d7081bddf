namespace ControlPlane.Api.Peers;

/// <summary>Takes an answer in, up to a limit.</summary>
internal static class PeerBody
{
    /// <summary>Throws <see cref="IOException"/> if it is larger.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response, int limit, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        using var body = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var chunk = new byte[16 * 1024];
        while (await stream.ReadAsync(chunk, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            if (body.Length + count > limit)
            {
                throw TooLarge(limit);
            }

            body.Write(chunk, 0, count);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static IOException TooLarge(int limit) => new($"its answer has more than {limit} bytes");
}
