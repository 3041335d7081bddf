using System.Runtime.InteropServices;

namespace ControlPlane.Cli.Terminal;

/// <summary>
/// Standard output or error by write(2). The console's own stream sets up the terminal first, also when it writes into
/// a pipe: escape sequences at each press of the tab key; and a file stream does not move the offset that it shares
/// with its neighbours in a redirection.
/// </summary>
internal sealed partial class StandardStream(int descriptor) : Stream
{
    public const int Output = 1;
    public const int Error = 2;

    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const short PollOut = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Throws <see cref="IOException"/> with the error number as its HResult.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Write(descriptor, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case WouldBlock:   // Somebody who shares the descriptor has made it so.
                    WaitUntilWritable();
                    break;
                case var error:
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WaitUntilWritable()
    {
        var watched = new PollDescriptor { Descriptor = descriptor, Events = PollOut };
        _ = Poll(ref watched, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ref byte bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
