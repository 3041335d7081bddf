using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>A listening socket of this machine.</summary>
public sealed class LinuxListener : IListener
{
    private readonly Lock _gate = new();
    private readonly FileFacts? _file;
    private readonly CancellationTokenSource _closing = new();
    private Descriptor? _descriptor;
    private Socket? _socket;
    private bool _disposed;

    private LinuxListener(ListenPlan plan, Descriptor descriptor, string address, FileFacts? file) =>
        (Plan, _descriptor, Address, _file) = (plan, descriptor, address, file);

    public ListenPlan Plan { get; private set; }

    public string Address { get; }

    /// <summary>Binds and listens.</summary>
    /// <exception cref="MachineException">It cannot; the message names address, reason and what to do.</exception>
    public static LinuxListener Open(ListenPlan plan)
    {
        switch (plan.Address)
        {
            case InternetListenAddress internet:
                var socket = InternetBinding.Listen(plan, internet.EndPoint);
                return new LinuxListener(plan, socket, RawAddress.InternetNameOf(socket).ToString(), null);
            case UnixListenAddress unix:
                var (bound, file) = UnixBinding.Listen(plan, unix);
                return new LinuxListener(plan, bound, unix.ToString(), file);
            case SocketFileListenAddress named:
                return OpenNamed(plan, named.Path);
            default:
                throw new ArgumentException($"unknown kind of address: {plan.Address}", nameof(plan));
        }
    }

    /// <summary>
    /// Gives the listening descriptor away, e.g. to Kestrel's <c>ListenHandle</c>; the receiver closes it. This
    /// object goes on to own the file of a Unix socket: dispose it after the receiver has stopped.
    /// </summary>
    public int TakeDescriptor()
    {
        lock (_gate)
        {
            var taken = Held();
            _descriptor = null;
            return taken.Release();
        }
    }

    public void Change(ListenPlan plan)
    {
        lock (_gate)
        {
            switch (plan.Address)
            {
                case UnixListenAddress unix: UnixBinding.Change(unix, _file!.Value); break;
                default: InternetBinding.SetOptions(Held(), plan); break;
            }

            if (Libc.Listen(Held().Number, plan.Backlog) < 0)
            {
                throw Errno.Failure($"cannot change the backlog of {Address}", Errno.Last);
            }

            Plan = plan;
        }
    }

    public IAccepted? TryAccept()
    {
        var socket = AcceptingSocket();
        try
        {
            if (!socket.Poll(0, SelectMode.SelectRead))
            {
                return null;
            }

            var accepted = socket.Accept();
            accepted.Blocking = true; // .NET takes the mode over from the listener, and streams want this one.
            return new LinuxAccepted(accepted);
        }
        catch (SocketException e) when (e.SocketErrorCode
            is SocketError.WouldBlock or SocketError.ConnectionAborted or SocketError.Interrupted)
        {
            return null; // The peer has gone between the look and the accept.
        }
    }

    public async Task WhenReadableAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        Task readable;
        lock (_gate)
        {
            readable = ReadinessWatcher.Instance.WhenReadableAsync(Held(), either.Token);
        }

        await readable.ConfigureAwait(false);
    }

    /// <summary>Waits for a connection and accepts it. Cancelled: none was taken from the queue.</summary>
    public async Task<IAccepted> AcceptAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryAccept() is { } connection)
            {
                return connection;
            }

            await WhenReadableAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _closing.Cancel(); // Who waits leaves the set here and now, before the descriptor is closed.
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            // The file goes first: a successor that finds none binds at once, and never sees a stale one.
            if (_file is { } file)
            {
                UnixSocketFile.RemoveIfSame(
                    (Plan.Address as SocketFileListenAddress)?.Path ?? ((UnixListenAddress)Plan.Address).Path, file);
            }

            _socket?.Dispose();
            _descriptor?.Dispose();
        }
    }

    /// <summary>A second descriptor for a worker that is being started; the caller closes it.</summary>
    internal Descriptor Share()
    {
        lock (_gate)
        {
            return Held().Duplicate();
        }
    }

    private static LinuxListener OpenNamed(ListenPlan plan, string path)
    {
        var socket = InternetBinding.Listen(plan, new IPEndPoint(IPAddress.Loopback, 0));
        try
        {
            var name = RawAddress.InternetNameOf(socket);
            return new LinuxListener(plan, socket, name.ToString(), SocketFile.Write(path, name.Port));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Socket AcceptingSocket()
    {
        lock (_gate)
        {
            // A duplicate: .NET makes the description non-blocking and closes its own number only.
            return _socket ??= new Socket(new SafeSocketHandle(Held().Duplicate().Release(), ownsHandle: true))
            {
                Blocking = false,
            };
        }
    }

    private Descriptor Held()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _descriptor ?? throw new InvalidOperationException($"the descriptor of {Address} was given away");
    }
}
