using System.Net.Sockets;
using System.Text;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Client;

/// <summary>One request and its reply on a connection.</summary>
/// <param name="socket">The connection.</param>
/// <param name="deadline">By when the whole reply has to be there.</param>
internal sealed class HttpExchange(NodeSocket socket, Deadline deadline)
{
    private readonly HttpReplyReader _reader = new();

    /// <summary>Throws <see cref="CliException"/> if no reply of a node comes in time.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="target">The path and the query, percent-encoded.</param>
    /// <param name="body">JSON, or empty.</param>
    /// <param name="silence">After each such time without a byte, <paramref name="whileSilent"/> is called.</param>
    /// <param name="whileSilent">May throw to give up.</param>
    public HttpReply Ask(
        string method, string target, ReadOnlyMemory<byte> body, TimeSpan silence, Action? whileSilent = null)
    {
        Send(method, target, body);
        while (true)
        {
            var count = socket.Receive(_reader.Room.Span, silence);
            if (count >= 0 && Take(count) is { } reply)
            {
                return reply;
            }

            if (deadline.HasPassed)
            {
                throw TooLate();
            }

            if (count < 0)
            {
                whileSilent?.Invoke();
            }
        }
    }

    private void Send(string method, string target, ReadOnlyMemory<byte> body)
    {
        try
        {
            socket.Send(Encoding.ASCII.GetBytes(
                $"{method} {target} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n"));
            socket.Send(body.Span);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            // It has closed its side; what it said before stands in the buffer.
        }
    }

    private HttpReply? Take(int count) => count > 0 || _reader.HasBegun
        ? _reader.Take(count)
        : throw new CliException(
            ExitCodes.Unavailable,
            "the node closed the connection before it answered",
            "it may have just stopped; its log says more");

    private CliException TooLate() => new(
        ExitCodes.NotInTime,
        $"the node did not answer within {deadline.Span.TotalSeconds:0.###} s",
        "is its process stopped, or the machine overloaded? What it had accepted goes on");
}
