namespace ControlPlane.Etcd.Gateway;

/// <summary>Reads what etcd sends, never holding more than was allowed.</summary>
/// <param name="stream">The body of an answer.</param>
/// <param name="limit">Most bytes of a line, or of a whole answer.</param>
/// <param name="onProgress">Told after each megabyte; null: nobody wants to know.</param>
internal sealed class BoundedReader(Stream stream, int limit, Action? onProgress = null)
{
    private const int FirstSize = 4096;
    private const int Step = 1024 * 1024;
    private const byte NewLine = (byte)'\n';

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private int _sinceProgress;

    /// <summary>
    /// The next line, without its end; valid until the next call. Null: there is none. What stands behind the last line
    /// end is a line, too.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> LineAsync(CancellationToken cancellation)
    {
        var seen = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf(NewLine);
            if (at >= 0)
            {
                return Take(seen + at, 1);
            }

            seen = _end - _start;
            if (!await MoreAsync(cancellation).ConfigureAwait(false))
            {
                return seen == 0 ? (ReadOnlyMemory<byte>?)null : Take(seen, 0);
            }
        }
    }

    /// <summary>Everything up to the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> AllAsync(CancellationToken cancellation)
    {
        while (await MoreAsync(cancellation).ConfigureAwait(false))
        {
        }

        return Take(_end - _start, 0);
    }

    private ReadOnlyMemory<byte> Take(int length, int behind)
    {
        var taken = _buffer.AsMemory(_start, length);
        _start += length + behind;
        return taken;
    }

    private async ValueTask<bool> MoreAsync(CancellationToken cancellation)
    {
        var held = _end - _start;
        if (held > limit)
        {
            throw new InvalidDataException($"it is larger than {limit} bytes");
        }

        if (_end == _buffer.Length)
        {
            // What was handed out lies in the old array, if at all, and is not needed any more.
            var next = held > _buffer.Length / 2 ? new byte[Math.Min((long)_buffer.Length * 2, limit + 1L)] : _buffer;
            _buffer.AsSpan(_start, held).CopyTo(next);
            (_buffer, _start, _end) = (next, 0, held);
        }

        var got = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        _end += got;
        _sinceProgress += got;
        if (_sinceProgress >= Step)
        {
            _sinceProgress = 0;
            onProgress?.Invoke();
        }

        return got > 0;
    }
}
