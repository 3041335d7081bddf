using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ControlPlane.Api.Tests;

/// <summary>Speaks bytes, so that it can speak badly. Every read has a wide deadline.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly List<byte> _read = [];

    public RawClient(string path)
    {
        Socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = 30_000,
            SendTimeout = 30_000,
        };
        Socket.Connect(new UnixDomainSocketEndPoint(path));
    }

    public Socket Socket { get; }

    public HttpReply Send(string method, string target, string body = "", string headers = "")
    {
        var length = body.Length == 0 ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        Write($"{method} {target} HTTP/1.1\r\nHost: node\r\n{headers}{length}\r\n{body}");
        return Read();
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(byte[] bytes) => Socket.Send(bytes);

    /// <summary>One reply by its Content-Length.</summary>
    public HttpReply Read()
    {
        int end;
        while ((end = Text().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            Assert.True(Fill(), $"the server closed the connection after [{Text()}]");
        }

        var head = Text()[..end];
        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        while (_read.Count < end + 4 + length)
        {
            Assert.True(Fill(), "the server closed the connection inside a body");
        }

        var body = Encoding.UTF8.GetString(_read.Skip(end + 4).Take(length).ToArray());
        _read.RemoveRange(0, end + 4 + length);
        return new HttpReply(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }

    /// <summary>All that comes until the server closes. Throws if it does not within the deadline.</summary>
    public string ReadToEnd()
    {
        while (Fill())
        {
        }

        return Text();
    }

    public void Dispose() => Socket.Dispose();

    private bool Fill()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var count = Socket.Receive(buffer);
            _read.AddRange(buffer.AsSpan(0, count));
            return count > 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }

    // Bytes as characters one to one: heads are ASCII.
    private string Text() => Encoding.Latin1.GetString([.. _read]);
}

internal sealed record HttpReply(int Status, IReadOnlyDictionary<string, string> Headers, string Body);
