using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>The file that a bound Unix socket leaves in the file system.</summary>
internal static class UnixSocketFile
{
    /// <summary>True unless a connect is refused, which is what a file without a process behind it answers.</summary>
    public static bool IsLive(byte[] rawAddress)
    {
        using var probe = RawSocket.Open(Libc.AF_UNIX, Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK, "a probe");
        var errno = RawSocket.TryConnect(probe, rawAddress);
        if (errno == Errno.EPROTOTYPE)
        {
            using var datagrams = RawSocket.Open(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, "a probe");
            errno = RawSocket.TryConnect(datagrams, rawAddress);
        }

        return errno is not (Errno.ECONNREFUSED or Errno.ENOENT);
    }

    /// <summary>Removes the file if it is still the one that was made, so never a successor's.</summary>
    public static void RemoveIfSame(string path, FileFacts made)
    {
        if (FileFacts.Of(path, followLink: false) is { } now && now.IsSameFile(made) && Libc.Unlink(path) < 0
            && Errno.Last is not (Errno.ENOENT or Errno.EROFS or Errno.EACCES))
        {
            throw Errno.Failure($"cannot remove {path}", Errno.Last);
        }
    }
}
