using System.Buffers.Binary;
using System.IO.Pipelines;

namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>
/// Sends records, each as one fragment. A peer that does not read is given up after a while: only a chunk of a reply
/// waits for it in buffers.
/// </summary>
internal sealed class RecordWriter(PipeWriter output, NetplexFaceLimits limits, TimeProvider time)
{
    /// <summary>False if the peer takes nothing any more; the connection is of no use then.</summary>
    public async Task<bool> WriteAsync(ReadOnlyMemory<byte> message)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x8000_0000 | (uint)message.Length);
        if (!await SendAsync(head).ConfigureAwait(false))
        {
            return false;
        }

        while (!message.IsEmpty)
        {
            var chunk = message[..Math.Min(message.Length, limits.ChunkBytes)];
            if (!await SendAsync(chunk).ConfigureAwait(false))
            {
                return false;
            }

            message = message[chunk.Length..];
        }

        return true;
    }

    private async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(limits.WriteTimeout, time);
        try
        {
            var flushed = await output.WriteAsync(bytes, patience.Token).ConfigureAwait(false);
            return !flushed.IsCompleted;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return false;
        }
    }
}
