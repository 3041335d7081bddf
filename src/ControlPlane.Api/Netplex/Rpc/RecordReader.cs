using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>
/// Takes records out of a stream (RFC 5531, section 11): fragments with a head of four bytes, the top bit marking the
/// last one. A record has a limit in bytes and in fragments, and from its first byte on a limit in time.
/// </summary>
internal sealed class RecordReader(PipeReader input, NetplexFaceLimits limits, TimeProvider time)
{
    private const uint LastFragment = 0x8000_0000;
    private const int HeadLength = 4;

    /// <summary>
    /// The next record. Null: there will be none (the peer has left, is silent for too long, or <paramref name="stop"/>
    /// is set). Throws <see cref="XdrException"/> for one that is too large, too slow, or cut off.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(limits.IdleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        var record = new ArrayBufferWriter<byte>(HeadLength * 16);
        var begun = false;
        try
        {
            if (await NextAsync(either.Token).ConfigureAwait(false) is not { } first)
            {
                return null;
            }

            input.AdvanceTo(first.Start);
            begun = true;
            patience.CancelAfter(limits.RecordTimeout);
            for (var fragments = 1; await FragmentAsync(record, either.Token).ConfigureAwait(false); fragments++)
            {
                if (fragments == limits.MaxFragments)
                {
                    throw new XdrException($"a record in more than {limits.MaxFragments} fragments");
                }
            }

            return record.WrittenMemory;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return begun && !stop.IsCancellationRequested
                ? throw new XdrException(
                    $"a record that was not complete after {limits.RecordTimeout.TotalSeconds:0.###} s")
                : null;
        }
    }

    /// <summary>Adds a fragment; true if another one follows.</summary>
    private async Task<bool> FragmentAsync(ArrayBufferWriter<byte> record, CancellationToken cancellation)
    {
        var head = new byte[HeadLength];
        await FillAsync(head, cancellation).ConfigureAwait(false);
        var mark = BinaryPrimitives.ReadUInt32BigEndian(head);
        var length = mark & ~LastFragment;
        if (length > limits.MaxRecordBytes - record.WrittenCount)
        {
            throw new XdrException($"a record of more than {limits.MaxRecordBytes} bytes");
        }

        // As much memory as has come, not as much as is announced.
        for (var left = (int)length; left > 0;)
        {
            var part = Math.Min(left, limits.ChunkBytes);
            await FillAsync(record.GetMemory(part)[..part], cancellation).ConfigureAwait(false);
            record.Advance(part);
            left -= part;
        }

        return (mark & LastFragment) == 0;
    }

    private async Task FillAsync(Memory<byte> into, CancellationToken cancellation)
    {
        while (!into.IsEmpty)
        {
            var buffer = await NextAsync(cancellation).ConfigureAwait(false)
                ?? throw new XdrException("a record that was cut off");
            var count = (int)Math.Min(buffer.Length, into.Length);
            var taken = buffer.Slice(0, count);
            taken.CopyTo(into.Span);
            input.AdvanceTo(taken.End);
            into = into[count..];
        }
    }

    /// <summary>What is there, at least a byte; null at the end. Nothing is consumed.</summary>
    private async Task<ReadOnlySequence<byte>?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation).ConfigureAwait(false);
            if (!read.Buffer.IsEmpty)
            {
                return read.Buffer;
            }

            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }
}
