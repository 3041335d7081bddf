using System.Net.Sockets;

namespace ControlPlane.Http.Kestrel;

/// <summary>
/// Tells HTTP/2 from HTTP/1 by the first four bytes (RFC 9113, section 3.4: the preface begins with <c>PRI </c>), without taking
/// them from the socket. Kestrel itself tells them apart only under TLS.
/// </summary>
internal static class FirstBytes
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Null: the peer said nothing before it closed, or before it was too late.</summary>
    /// <param name="socket">Fresh.</param>
    /// <param name="time">For the pause between the bytes of a very slow peer.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<bool?> AreHttp2Async(Socket socket, TimeProvider time, CancellationToken cancellation)
    {
        var buffer = new byte[4];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, SocketFlags.Peek, cancellation);
            if (count == 0)
            {
                return null;
            }

            if (!"PRI "u8.StartsWith(buffer.AsSpan(0, count)))
            {
                return false;
            }

            if (count == buffer.Length)
            {
                return true;
            }

            await Task.Delay(Pause, time, cancellation); // The kernel says "readable" until somebody reads.
        }
    }
}
