using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Benchmarks.Dispatching;

/// <summary>Clients that connect, say one byte, hear it, and leave, one connection after the other.</summary>
internal static class Visitors
{
    private const int AtOnce = 16;

    /// <summary>Connections per second.</summary>
    public static async Task<double> VisitAsync(int port, int connections, CancellationToken cancellation)
    {
        var server = new IPEndPoint(IPAddress.Loopback, port);
        var left = connections;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(OneAsync, cancellation)));
        return connections / TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        async Task OneAsync()
        {
            var buffer = new byte[1];
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(server, cancellation);
                await socket.SendAsync(buffer, cancellation);
                if (await socket.ReceiveAsync(buffer, cancellation) != 1)
                {
                    throw new Report.BenchFailedException("a connection was closed without its echo");
                }
            }
        }
    }
}
