using System.Text;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// Answers every HTTP/1.x request with a greeting that names its container, then closes (RFC 9112). A request head has
/// at most 8 KiB and ten seconds; a body is not looked at.
/// </summary>
internal sealed class HelloProcessor : IProcessor
{
    private const int MaxHead = 8 * 1024;

    private static readonly TimeSpan HeadWithin = TimeSpan.FromSeconds(10);

    public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
    {
        using var limit = new IdleLimit(HeadWithin, container.Time, cancellation);
        limit.Restart();
        string? head;
        try
        {
            head = await ReadHead(connection.Stream, limit.Token);
        }
        catch (OperationCanceledException) when (limit.Elapsed)
        {
            head = "";
        }

        if (head is null)
        {
            return; // The peer left without a word.
        }

        await connection.Stream.WriteAsync(Answer(container.Id, head, limit.Elapsed), cancellation);
        connection.CompleteSending();
        await Drain(connection.Stream, limit);
    }

    private static byte[] Answer(ContainerId container, string head, bool tooLate)
    {
        var line = head.Split('\n', 2)[0].TrimEnd('\r').Split(' ');
        var (status, text) = (tooLate, line) switch
        {
            (true, _) => ("408 Request Timeout", "no request within 10 s\n"),
            (_, [_, _, var version]) when version.StartsWith("HTTP/1.", StringComparison.Ordinal)
                => ("200 OK", $"Hello from {container}\n"),
            _ => ("400 Bad Request", "this is not an HTTP/1.x request of at most 8 KiB\n"),
        };
        var body = line[0] == "HEAD" ? "" : text;
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\nConnection: "
            + $"close\r\n\r\n{body}");
    }

    /// <summary>The request head; empty if it is too long, null if nothing came at all.</summary>
    private static async Task<string?> ReadHead(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[MaxHead];
        var length = 0;
        while (length < MaxHead)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return length == 0 ? null : "";
            }

            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return Encoding.Latin1.GetString(buffer, 0, end);
            }
        }

        return "";
    }

    /// <summary>Reads what the peer still sends (a body), so that closing does not reset the answer away.</summary>
    private static async Task Drain(Stream stream, IdleLimit limit)
    {
        var rest = new byte[4 * 1024];
        limit.Restart();
        for (var left = 256; left > 0 && await stream.ReadAsync(rest, limit.Token) > 0; left--)
        {
        }
    }
}
