using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Files;

/// <summary>
/// Writes at the end of a file, wherever that is then (O_APPEND): several writers, and tools that truncate it, do no
/// harm. Unbuffered: one call is one write(2), or an exception.
/// </summary>
internal sealed class AppendStream(Descriptor file, string path) : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => !file.IsClosed;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">Disk full, pipe full …; a part may have been written.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, this);
        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* bytes = buffer)
            {
                written = Libc.Write(file.Number, bytes, (nuint)buffer.Length);
            }

            if (written < 0 && Errno.Last != Errno.EINTR)
            {
                var failure = Errno.Failure($"cannot write {path}", Errno.Last);
                throw new IOException(failure.Message, failure);
            }

            buffer = buffer[(int)Math.Max(written, 0)..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
