namespace ControlPlane.Platform.Native;

/// <summary>
/// Both ends of a pipe, close-on-exec. The two ends are separate descriptions: flags of one leave the other alone.
/// </summary>
internal readonly record struct Pipe(Descriptor ReadEnd, Descriptor WriteEnd)
{
    public static unsafe Pipe Create()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.O_CLOEXEC) < 0)
        {
            throw Errno.Failure("cannot make a pipe", Errno.Last);
        }

        return new Pipe(new Descriptor(ends[0]), new Descriptor(ends[1]));
    }

    public void Close()
    {
        ReadEnd.Dispose();
        WriteEnd.Dispose();
    }
}
