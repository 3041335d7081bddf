using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// Accepts from one socket, on the pool and not in an actor: a connection costs no message. A job is promised first,
/// then a connection is taken from the kernel; without one of both nothing happens. What was accepted for a container
/// that died meanwhile goes to another one, and waits for it if need be.
/// </summary>
internal sealed class AcceptLoop(IListener listener, string protocol, SeatTable seats)
{
    /// <summary>Connections in a row before others get the thread.</summary>
    private const int Burst = 32;

    private int _inARow;

    /// <summary>Ends by cancellation only; fails when the socket does.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Seat? same = null;
        var left = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var seat = seats.TryPromise(left > 0 ? same : null, out var inOneGo);
            if (seat is null)
            {
                _inARow = 0;
                await seats.WhenFreeAsync(cancellation).ConfigureAwait(false);
                continue;
            }

            left = ReferenceEquals(seat, same) && left > 0 ? left - 1 : inOneGo - 1;
            same = seat;
            if (TryAccept(seat) is not { } connection)
            {
                (left, _inARow) = (0, 0);
                await listener.WhenReadableAsync(cancellation).ConfigureAwait(false);
                continue;
            }

            if (!seat.Taker.Begin(connection, protocol))
            {
                seats.Release(seat);
                await ElsewhereAsync(connection, cancellation).ConfigureAwait(false);
            }

            if (++_inARow >= Burst && !seats.IsInline)
            {
                _inARow = 0;
                await Task.Yield();
            }
        }
    }

    private IAccepted? TryAccept(Seat seat)
    {
        IAccepted? connection = null;
        try
        {
            connection = listener.TryAccept();
            return connection;
        }
        finally
        {
            if (connection is null)
            {
                seats.TakeBack(seat);
                seat.Taker.TakenBack();
            }
        }
    }

    private async Task ElsewhereAsync(IAccepted connection, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                if (seats.TryPromise(null, out _) is not { } seat)
                {
                    await seats.WhenFreeAsync(cancellation).ConfigureAwait(false);
                }
                else if (seat.Taker.Begin(connection, protocol))
                {
                    return;
                }
                else
                {
                    seats.Release(seat);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The socket itself goes: with it go the connections that nobody has taken, as those in the kernel's queue.
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
