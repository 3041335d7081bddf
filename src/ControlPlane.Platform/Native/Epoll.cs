using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ControlPlane.Platform.Native;

/// <summary>
/// An epoll instance (epoll(7)), level-triggered, for readability. Happenings carry ids that the caller chose, never
/// descriptor numbers: a number can be reused while an old happening is still queued.
/// </summary>
internal sealed class Epoll : IDisposable
{
    private const int Batch = 64;
    private const uint Readable = 1;

    /// <summary>struct epoll_event is packed on x86-64 only.</summary>
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private static readonly int Stride = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly Descriptor _epoll =
        Descriptor.From(Libc.EpollCreate(Libc.EPOLL_CLOEXEC), "cannot make an epoll instance");

    private readonly byte[] _happenings = new byte[Batch * 16];

    public unsafe void Add(Descriptor descriptor, long id)
    {
        var happening = stackalloc byte[16];
        var bytes = new Span<byte>(happening, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Readable);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[DataOffset..], id);
        if (Libc.EpollControl(_epoll.Number, Libc.EPOLL_CTL_ADD, descriptor.Number, happening) < 0)
        {
            throw Errno.Failure("cannot wait for a descriptor", Errno.Last, "raise sysctl fs.epoll.max_user_watches");
        }
    }

    /// <summary>
    /// Must come before the descriptor is closed: a duplicate elsewhere would keep it in the set for ever.
    /// </summary>
    public unsafe void Remove(Descriptor descriptor)
    {
        var ignored = stackalloc byte[16];
        if (Libc.EpollControl(_epoll.Number, Libc.EPOLL_CTL_DEL, descriptor.Number, ignored) < 0
            && Errno.Last != Errno.ENOENT)
        {
            throw Errno.Failure("cannot stop waiting for a descriptor", Errno.Last);
        }
    }

    /// <summary>Waits; negative: for ever. Returns how many ids were written; 0 after the time or a signal.</summary>
    public unsafe int Wait(Span<long> ids, int timeoutMilliseconds)
    {
        fixed (byte* happenings = _happenings)
        {
            var count = Libc.EpollWait(
                _epoll.Number, happenings, Math.Min(Batch, ids.Length), timeoutMilliseconds);
            if (count < 0)
            {
                return Errno.Last == Errno.EINTR ? 0 : throw Errno.Failure("epoll_wait failed", Errno.Last);
            }

            for (var i = 0; i < count; i++)
            {
                ids[i] = BinaryPrimitives.ReadInt64LittleEndian(_happenings.AsSpan((i * Stride) + DataOffset, 8));
            }

            return count;
        }
    }

    public void Dispose() => _epoll.Dispose();
}
