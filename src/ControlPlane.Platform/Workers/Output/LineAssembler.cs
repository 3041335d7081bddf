using System.Buffers;

namespace ControlPlane.Platform.Workers.Output;

/// <summary>
/// Cuts a stream of bytes into lines. Holds memory only while a line is incomplete, and never more than the longest
/// line: what is longer is handed on cut, and skipped up to its end.
/// </summary>
internal sealed class LineAssembler : IDisposable
{
    private const byte LineEnd = (byte)'\n';

    private byte[]? _pending;
    private int _length;
    private bool _skipping;

    public bool HasPending => _length > 0;

    public void Feed(ReadOnlySpan<byte> bytes, ILineSink sink)
    {
        while (!bytes.IsEmpty)
        {
            if (!sink.HasRoom)
            {
                Count(bytes, sink);
                return;
            }

            var end = bytes.IndexOf(LineEnd);
            if (end < 0)
            {
                Keep(bytes, sink);
                return;
            }

            if (_skipping)
            {
                _skipping = false;
            }
            else
            {
                Complete(bytes[..end], sink);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The stream has ended, or shall be read no further: what is there is a line.</summary>
    public void Flush(ILineSink sink)
    {
        if (_length > 0)
        {
            Complete([], sink);
        }
    }

    public void Dispose()
    {
        _length = 0;
        if (_pending is not null)
        {
            ArrayPool<byte>.Shared.Return(_pending);
            _pending = null;
        }
    }

    private void Complete(ReadOnlySpan<byte> rest, ILineSink sink)
    {
        if (_length == 0)
        {
            Hand(rest, sink);
        }
        else
        {
            Keep(rest, sink);
            // It grew too long on its last bytes and was handed on already.
            if (!_skipping)
            {
                Hand(_pending.AsSpan(0, _length), sink);
            }
        }

        _skipping = false;
        Dispose();
    }

    private static void Hand(ReadOnlySpan<byte> line, ILineSink sink)
    {
        var cut = line.Length > OutputLimits.LongestLine;
        sink.Take(cut ? line[..OutputLimits.LongestLine] : line, cut);
    }

    private void Keep(ReadOnlySpan<byte> bytes, ILineSink sink)
    {
        if (_skipping || bytes.IsEmpty)
        {
            return;
        }

        var room = OutputLimits.LongestLine - _length;
        var taken = bytes[..Math.Min(room, bytes.Length)];
        Grow(_length + taken.Length);
        taken.CopyTo(_pending.AsSpan(_length));
        _length += taken.Length;
        if (bytes.Length > room)
        {
            sink.Take(_pending.AsSpan(0, _length), cut: true);
            _skipping = true;
            Dispose();
        }
    }

    private void Grow(int needed)
    {
        if (_pending is null || _pending.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(needed);
            _pending.AsSpan(0, _length).CopyTo(larger);
            var length = _length;
            Dispose();
            (_pending, _length) = (larger, length);
        }
    }

    /// <summary>The fast way through a flood: lines are counted, only the unfinished last one is kept.</summary>
    private void Count(ReadOnlySpan<byte> bytes, ILineSink sink)
    {
        var last = bytes.LastIndexOf(LineEnd);
        if (last < 0)
        {
            Keep(bytes, sink);
            return;
        }

        // The head of a line that is being skipped was handed on or counted before.
        sink.Drop(bytes[..(last + 1)].Count(LineEnd) - (_skipping ? 1 : 0));
        _skipping = false;
        Dispose();
        Keep(bytes[(last + 1)..], sink);
    }
}
