using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Output;

/// <summary>Our end of one output stream of a worker. Used by the reading thread only.</summary>
internal sealed class OutputPipe(WorkerOutput worker, OutputStream stream, Descriptor end, long id)
    : ILineSink, IDisposable
{
    private readonly LineAssembler _lines = new();

    public WorkerOutput Worker { get; } = worker;

    public Descriptor End { get; } = end;

    public long Id { get; } = id;

    public bool HasRoom => Worker.Budget.HasRoom;

    /// <summary>
    /// Reads once. Positive: bytes; 0: everybody has closed the other end; negative: nothing there now.
    /// </summary>
    public unsafe int Read(Span<byte> buffer)
    {
        int count;
        fixed (byte* into = buffer)
        {
            count = (int)Libc.Read(End.Number, into, (nuint)buffer.Length);
        }

        if (count < 0)
        {
            return Errno.Last is Errno.EAGAIN or Errno.EINTR ? -1 : 0;
        }

        _lines.Feed(buffer[..count], this);
        return count;
    }

    public void Flush() => _lines.Flush(this);

    public void Take(ReadOnlySpan<byte> line, bool cut)
    {
        if (Worker.Budget.TryTake(line.Length))
        {
            Worker.Say(stream, LineText.Of(line, cut));
        }
        else
        {
            Worker.Drop(1);
        }
    }

    public void Drop(long lines) => Worker.Drop(lines);

    public void Dispose()
    {
        Flush();
        _lines.Dispose();
        End.Dispose();
    }
}
