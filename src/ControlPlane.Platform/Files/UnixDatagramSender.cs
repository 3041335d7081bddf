using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Platform.Files;

/// <summary>
/// Sends to a Unix datagram socket, such as /dev/log. Waits a short while for a full receiver, never longer; connects
/// again when the receiver was restarted.
/// </summary>
internal sealed class UnixDatagramSender(string path) : IDatagramSender
{
    private const int WaitMilliseconds = 100;

    private readonly Lock _gate = new();
    private Descriptor? _socket;
    private bool _disposed;

    public void Send(ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var fresh = _socket is null;
            var errno = TrySend(datagram);
            if (errno != 0 && !fresh && errno is Errno.ECONNREFUSED or Errno.ENOTCONN)
            {
                Drop();
                errno = TrySend(datagram);
            }

            if (errno != 0)
            {
                Drop();
                throw Explain(errno, datagram.Length);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Drop();
        }
    }

    private unsafe int TrySend(ReadOnlySpan<byte> datagram)
    {
        if (_socket is null && Connect() is var failed and not 0)
        {
            return failed;
        }

        fixed (byte* bytes = datagram)
        {
            for (var again = true; ; again = false)
            {
                const int flags = Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL;
                if (Libc.Send(_socket!.Number, bytes, (nuint)datagram.Length, flags) >= 0)
                {
                    return 0;
                }

                if (!again || Errno.Last is not (Errno.EAGAIN or Errno.EINTR or Errno.ENOBUFS))
                {
                    return Errno.Last;
                }

                var poll = new Libc.PollFd { Fd = _socket.Number, Events = Libc.POLLOUT };
                _ = Libc.Poll(&poll, 1, WaitMilliseconds);
            }
        }
    }

    private int Connect()
    {
        if (System.Text.Encoding.UTF8.GetByteCount(path) > UnixListenAddress.MaxPathBytes)
        {
            return Errno.ENAMETOOLONG;
        }

        var socket = RawSocket.Open(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, path);
        var errno = RawSocket.TryConnect(socket, RawAddress.OfPath(path));
        if (errno != 0)
        {
            socket.Dispose();
            return errno;
        }

        _socket = socket;
        return 0;
    }

    private void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private MachineException Explain(int errno, int length) => Errno.Failure(
        $"cannot send to {path}", errno, errno switch
    {
        Errno.ENOENT => "nobody has made that socket: start the receiver (syslog)",
        Errno.ECONNREFUSED => "nobody listens there: start the receiver (syslog)",
        Errno.EAGAIN => $"the receiver has not read for {WaitMilliseconds} ms",
        Errno.EPROTOTYPE => "it is not a datagram socket",
        Errno.EMSGSIZE => $"{length} bytes are too many for one datagram",
        Errno.ENAMETOOLONG => $"at most {UnixListenAddress.MaxPathBytes} bytes are allowed in its path",
        Errno.EACCES => "the node may not write to it",
        _ => "",
    });
}
