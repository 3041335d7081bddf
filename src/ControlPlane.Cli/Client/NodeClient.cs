using System.Net.Sockets;
using System.Text;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Client;

/// <summary>Asks the node of a socket directory. One connection a request, one request a process, as a rule.</summary>
/// <remarks>Not HttpClient: that costs a short-lived program as much again as all the rest of it.</remarks>
internal sealed class NodeClient(string socketDirectory, TimeProvider time)
{
    /// <summary>How long a node may take for what it need not wait for. Longer than its own deadline for that.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(40);

    /// <summary>How much longer than the node's own deadline we wait, so that the node gets to say what is missing.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    // While a command waits for its target, a frozen node looks like a patient one; so ask now and then.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(10);

    /// <summary>The body of the answer. Throws <see cref="CliException"/> for anything but success.</summary>
    public ReadOnlyMemory<byte> Get(string target) => Get(target, AnswerTime);

    /// <summary>The body of the answer, within <paramref name="within"/>.</summary>
    public ReadOnlyMemory<byte> Get(string target, TimeSpan within)
    {
        var deadline = new Deadline(time, within);
        using var socket = NodeSocket.Connect(socketDirectory, deadline);
        return Answers.Success(Exchange(socket, "GET", target, default, deadline, probe: false));
    }

    /// <summary>Posts a command that the node answers at once.</summary>
    public ReadOnlyMemory<byte> Post(string target)
    {
        var deadline = new Deadline(time, AnswerTime);
        using var socket = NodeSocket.Connect(socketDirectory, deadline);
        return Post(socket, target, deadline);
    }

    /// <summary>Posts on a connection that is there already.</summary>
    public static ReadOnlyMemory<byte> Post(NodeSocket socket, string target, Deadline deadline) =>
        Answers.Success(Exchange(null, socket, "POST", target, default, deadline));

    /// <summary>Posts a command that the node answers when its target is reached.</summary>
    public ReadOnlyMemory<byte> Post(string target, ReadOnlyMemory<byte> body, AdminProtocol.Patience patience)
    {
        var deadline = new Deadline(time, patience switch
        {
            { Wait: false } => AnswerTime,
            { Timeout: { } timeout } => timeout + Margin,
            _ => TimeSpan.FromDays(1) + Margin,
        });
        using var socket = NodeSocket.Connect(socketDirectory, deadline);
        return Answers.Success(Exchange(socket, "POST", target, body, deadline, probe: patience.Wait));
    }

    private HttpReply Exchange(
        NodeSocket socket, string method, string target, ReadOnlyMemory<byte> body, Deadline deadline, bool probe) =>
        Exchange(probe ? Probe : null, socket, method, target, body, deadline);

    private static HttpReply Exchange(
        Action? whileSilent, NodeSocket socket, string method, string target, ReadOnlyMemory<byte> body,
        Deadline deadline)
    {
        var reader = new HttpReplyReader();
        try
        {
            socket.Send(Encoding.ASCII.GetBytes(
                $"{method} {target} HTTP/1.1\r\nHost: node\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"));
            socket.Send(body.Span);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            // It has closed its side; what it said before stands in the buffer.
        }

        while (true)
        {
            var count = socket.Receive(reader.Room.Span, Silence);
            if (count >= 0 && (count > 0 || reader.HasBegun))
            {
                if (reader.Take(count) is { } reply)
                {
                    return reply;
                }
            }
            else if (count == 0)
            {
                throw new CliException(
                    ExitCodes.Unavailable, "the node closed the connection before it answered",
                    "it may have just stopped; its log says more");
            }
            else if (deadline.HasPassed)
            {
                throw TooLate(deadline.Span);
            }
            else
            {
                whileSilent?.Invoke();
            }
        }
    }

    private void Probe() => Get("/v1/services", ProbeTime);

    private static CliException TooLate(TimeSpan span) => new(
        ExitCodes.NotInTime,
        $"the node did not answer within {span.TotalSeconds:0.#} s",
        "is its process stopped, or the machine overloaded? What it had accepted goes on");
}
