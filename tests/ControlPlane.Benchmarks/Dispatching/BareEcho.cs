using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Benchmarks.Dispatching;

/// <summary>
/// The baseline: an accept loop as anybody writes it, with the same echo behind it. A program of its own.
/// </summary>
internal static class BareEcho
{
    public const string Word = "bare-echo";

    public static async Task<int> RunAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        while (true)
        {
            _ = EchoAsync(await listener.AcceptAsync());
        }
    }

    /// <summary>As the processor <c>echo</c>, its limit of silence included.</summary>
    private static async Task EchoAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var silence = new CancellationTokenSource();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            silence.CancelAfter(TimeSpan.FromMinutes(1));
            var read = await stream.ReadAsync(buffer, silence.Token);
            if (read == 0)
            {
                socket.Shutdown(SocketShutdown.Send);
                return;
            }

            await stream.WriteAsync(buffer.AsMemory(0, read), silence.Token);
        }
    }
}
