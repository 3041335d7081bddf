using Microsoft.Win32.SafeHandles;

namespace ControlPlane.Platform.Native;

/// <summary>A descriptor that we own: closed once, never after its number may belong to somebody else.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor(int fd)
        : base(ownsHandle: true) => SetHandle(fd);

    /// <summary>The number. Valid only while the owner keeps this object alive and undisposed.</summary>
    public int Number => (int)handle;

    /// <summary>Takes the result of a system call, or throws what it failed with.</summary>
    /// <exception cref="Machine.MachineException">The call had failed.</exception>
    public static Descriptor From(int result, string tried) =>
        result >= 0 ? new Descriptor(result) : throw Errno.Failure(tried, Errno.Last);

    /// <summary>
    /// A second descriptor of the same description, close-on-exec, not below <paramref name="lowest"/>.
    /// </summary>
    public Descriptor Duplicate(int lowest = 0) =>
        From(Libc.Fcntl(Number, Libc.F_DUPFD_CLOEXEC, lowest), "cannot duplicate a descriptor");

    /// <summary>Sets O_NONBLOCK on the description, so for all who share it.</summary>
    public void SetNonBlocking()
    {
        var flags = Libc.Fcntl(Number, Libc.F_GETFL, 0);
        if (flags < 0 || Libc.Fcntl(Number, Libc.F_SETFL, flags | Libc.O_NONBLOCK) < 0)
        {
            throw Errno.Failure("cannot make a descriptor non-blocking", Errno.Last);
        }
    }

    /// <summary>Gives the number away: the receiver closes it.</summary>
    public int Release()
    {
        var fd = Number;
        SetHandleAsInvalid();
        return fd;
    }

    // Linux frees the number even when close(2) reports an error, so there is nothing to repeat.
    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
