using System.Buffers.Binary;

namespace ControlPlane.Http.Rpc;

/// <summary>A frame: four bytes length, big-endian, then so many bytes.</summary>
internal static class RpcFrame
{
    public const int HeadLength = 4;

    /// <summary>Null: the peer has said all, between two frames.</summary>
    /// <exception cref="InvalidDataException">The length is 0 or beyond the limit; nothing more can be
    /// read.</exception>
    /// <exception cref="EndOfStreamException">The peer stopped within a frame.</exception>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, int most, CancellationToken cancellation)
    {
        var head = new byte[HeadLength];
        var got = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellation);
        if (got == 0)
        {
            return null;
        }

        if (got < HeadLength)
        {
            throw new EndOfStreamException("the peer stopped within the length of a frame");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length == 0 || length > most)
        {
            throw new InvalidDataException($"a frame of {length} bytes; expected 1 to {most}");
        }

        // As much as comes, not as much as is announced: an announcement costs the peer nothing.
        var frame = new byte[Math.Min(length, 64 * 1024)];
        for (var filled = 0; ;)
        {
            await stream.ReadExactlyAsync(frame.AsMemory(filled), cancellation);
            filled = frame.Length;
            if (filled == length)
            {
                return frame;
            }

            Array.Resize(ref frame, (int)Math.Min(length, frame.Length * 2L));
        }
    }

    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var frame = new byte[HeadLength + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame.AsMemory(HeadLength));
        await stream.WriteAsync(frame, cancellation);
    }
}
