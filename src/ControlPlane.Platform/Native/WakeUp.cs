namespace ControlPlane.Platform.Native;

/// <summary>Wakes a thread that waits in epoll (eventfd(2)). Many calls before it looks count as one; after Dispose
/// a call does nothing (the number may be somebody else's by then).</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly Lock _gate = new();
    private bool _disposed;

    public Descriptor Descriptor { get; } = Native.Descriptor.From(
        Libc.EventFd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK), "cannot make an eventfd");

    public unsafe void Call()
    {
        lock (_gate)
        {
            var one = 1UL;
            if (!_disposed && Libc.Write(Descriptor.Number, (byte*)&one, 8) < 0 && Errno.Last != Errno.EAGAIN)
            {
                throw Errno.Failure("cannot wake a thread", Errno.Last);
            }
        }
    }

    public unsafe void Clear()
    {
        ulong count;
        if (Libc.Read(Descriptor.Number, (byte*)&count, 8) < 0 && Errno.Last != Errno.EAGAIN)
        {
            throw Errno.Failure("cannot clear a wake-up", Errno.Last);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Descriptor.Dispose();
        }
    }
}
